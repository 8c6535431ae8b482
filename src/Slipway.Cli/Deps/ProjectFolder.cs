using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Updates;

namespace Slipway.Cli.Deps;

/// <summary>The project in a folder, with its configuration.</summary>
static class ProjectFolder
{
    /// <exception cref="Failure">There is no such folder, or its configuration has faults, each of which is told.</exception>
    public static Survey Survey(string folder)
    {
        if (!Directory.Exists(folder)) throw new Failure(ExitCode.Usage, $"{folder} is not there.", "Name the folder of a project.");
        return Survey(ProjectFiles.InFolder(folder));
    }

    public static Survey Survey(ProjectFiles files)
    {
        var read = SettingsFiles.Read(files);
        if (read.Settings is null)
        {
            foreach (var fault in read.Faults) Tell("error", Reports.Of(fault));
            throw new Failure(ExitCode.Malformed, $"The configuration of updates has {read.Faults.Count} fault(s).", "slipway deps schema writes what it may hold.");
        }

        return DependencyUpdates.Updates.Survey.Take(files, read.Settings, read.Warnings);
    }

    public static void Tell(string kind, FaultReport fault)
    {
        Console.Error.WriteLine(Plain.Line($"{(fault.Line == 0 ? fault.File : $"{fault.File}:{fault.Line}")}: {kind}: {fault.Message} ({fault.Code})"));
        Console.Error.WriteLine(Plain.Line($"  {fault.Remedy}"));
    }

    public static void TellAll(DepsReport report)
    {
        foreach (var fault in report.Faults) Tell("error", fault);
        foreach (var warning in report.Warnings) Tell("warning", warning);
        foreach (var note in report.Notes) Console.Error.WriteLine(Plain.Line(note));
    }
}
