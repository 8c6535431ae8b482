using Slipway.Bench.Samples;
using Slipway.Pipelines;
using YamlDotNet.RepresentationModel;

namespace Slipway.Bench.Measures;

/// <summary>A large pipeline configuration, compiled by us and merely parsed by YamlDotNet, in turn.</summary>
static class CompileMeasure
{
    const double Limit = 0.2;
    const int Rounds = 41;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var folder = workspace.Make("configuration");
        var files = SampleConfiguration.Write(folder);
        var lines = files.Sum(file => File.ReadLines(file).Count());
        var (first, ours, parse, command) = (new Times(), new Times(), new Times(), new Times());
        var (oursBusy, parseBusy) = (new Times(), new Times());
        await first.AddAsync(() => CompileAsync(folder));
        Parse(files);
        for (var round = 0; round < Rounds; round++)
        {
            await BusyAsync(parseBusy, () => parse.AddAsync(() => Task.Run(() => Parse(files))));
            await BusyAsync(oursBusy, () => ours.AddAsync(() => CompileAsync(folder)));
        }

        await Command.RunAsync("git", "init", "-q", folder);
        for (var round = 0; round < 5; round++)
            await command.AddAsync(() => Command.RunAsync("env", "-C", folder, workspace.Cli, "ci", "lint", "--ref", "feature/x", "--changed", "src/main/program.c"));

        Report.Table(
            $"{SampleConfiguration.Jobs} jobs, {lines:N0} lines, {files.Count} files", ["what", "ms", "of these the processors worked, ms"],
            [
                ["YamlDotNet reads the files into its tree", Milliseconds(parse), Milliseconds(parseBusy)],
                ["Slipway compiles them to jobs", Milliseconds(ours), Milliseconds(oursBusy)],
                ["the first time in a process, with just-in-time compilation", Milliseconds(first), "-"],
                ["`slipway ci lint`, from start to end", Milliseconds(command), "-"],
            ]);
        report.AtMost("compile: 300 jobs in 3,000 lines over 10 files, seconds", ours.Median, Limit);
        report.AtMost("compile: `slipway ci lint` of them, seconds", command.Median, Limit);
        report.AtMost("compile: against a plain parse, times", oursBusy.Median / Math.Max(parseBusy.Median, 0.001), 8);
    }

    /// <summary>Work of all threads, the collector's among them: what a busy machine does not falsify.</summary>
    static async Task BusyAsync(Times busy, Func<Task> action)
    {
        var before = Environment.CpuUsage.TotalTime;
        await action();
        busy.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    static string Milliseconds(Times times)
    {
        var scaled = new Times();
        foreach (var time in times.All) scaled.Add(time * 1000);
        return scaled.Format("0.0");
    }

    static void Parse(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            using var reader = File.OpenText(file);
            new YamlStream().Load(reader);
        }
    }

    static async Task CompileAsync(string folder)
    {
        var context = new CompileContext
        {
            Ref = "feature/x", RefKind = RefKind.Branch, Source = "push", ProjectPath = "group/project",
            Predefined = [new("CI_COMMIT_BRANCH", "feature/x"), new("CI_DEFAULT_BRANCH", "main"), new("CI_PIPELINE_SOURCE", "push"), new("CI_PROJECT_PATH", "group/project")],
        };
        var result = await PipelineCompiler.CompileAsync(new FolderSource(folder), context, CancellationToken.None);
        if (result is not CompileResult.Compiled { Pipeline.Jobs.Count: SampleConfiguration.Jobs }) throw new InvalidOperationException($"The sample does not compile: {string.Join('\n', (result as CompileResult.Invalid)?.Errors ?? [])} {result}");
    }
}
