using System.Text.Json;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Push;

/// <summary>What became of each file, told as it happens and counted for the end.</summary>
sealed class PushReport(Session session, Progress? progress)
{
    readonly Lock _lock = new();

    public int Pushed { get; private set; }

    public int Unchanged { get; private set; }

    public int Failed { get; private set; }

    public int Exit { get; private set; } = ExitCode.Done;

    public void Succeeded(PushItem item, PushResult result)
    {
        lock (_lock)
        {
            _ = result.Created ? Pushed++ : Unchanged++;
            var status = result.Created ? "pushed" : "unchanged";
            Line(item, new PushLine(item.File, status, null, null, result), $"{status,-9} {item.File}");
        }
    }

    public void Refused(PushItem item, Failure failure)
    {
        lock (_lock)
        {
            Failed++;
            Exit = ExitCode.Worse(failure.ExitCode, Exit);
            var line = $"failed    {item.File}: {failure.Message}";
            Line(item, new PushLine(item.File, "failed", failure.Code, failure.Message, null), failure.Remedy is null ? line : $"{line}\n          {failure.Remedy}");
        }
    }

    void Line(PushItem item, PushLine json, string people)
    {
        var text = string.Join('\n', people.Split('\n').Select(Plain.Line));
        if (progress is not null)
            progress.Finished(item, text);
        else
            session.Out.WriteLine(session.Json ? JsonSerializer.Serialize(json, CliJson.Default.PushLine) : text);
    }
}
