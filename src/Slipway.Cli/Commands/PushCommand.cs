using System.CommandLine;
using Slipway.Cli.Push;

namespace Slipway.Cli.Commands;

static class PushCommand
{
    static readonly Argument<string[]> s_arguments = new("OWNER/NAME/OS/VERSION FILE")
    {
        Description = "Where to, then the packages: .deb, .rpm, .dsc (with the files that it lists) or .changes (all that it lists); patterns with * and ? too",
        Arity = ArgumentArity.OneOrMore,
    };

    static readonly Option<string?> s_to = new("--to") { Description = "Where to, instead of the first argument", HelpName = "OWNER/NAME/OS/VERSION" };
    static readonly Option<bool> s_recursive = new("--recursive", "-r") { Description = "Push the packages below a folder" };
    static readonly Option<int?> s_parallel = new("--parallel") { Description = "How many requests at once; else 16, and 4 where files are large. Small files share one, up to 64", HelpName = "N" };
    static readonly Option<int> s_retries = new("--retries") { Description = "How often to try again when the server cannot be reached or asks to wait", HelpName = "N", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("push", "Push packages") { s_arguments, s_to, s_recursive, s_parallel, s_retries };
        command.SetAction(Session.Run(RunAsync));
        return command;
    }

    static async Task<int> RunAsync(Session session, CancellationToken ct)
    {
        var arguments = session.Parsed.GetValue(s_arguments)!;
        var to = session.Parsed.GetValue(s_to);
        var target = Names.Distribution(to ?? arguments[0]);
        var items = Selection.Of(to is null ? arguments[1..] : arguments, session.Parsed.GetValue(s_recursive));
        if (items.Count == 0)
            throw new Failure(ExitCode.Usage, "No package is named.", "slipway push OWNER/NAME/OS/VERSION FILE...");
        var parallel = session.Parsed.GetValue(s_parallel) ?? (items.Average(item => item.Size) > 4 * 1024 * 1024 ? 4 : 16);
        if (parallel is < 1 or > 256 || session.Parsed.GetValue(s_retries) < 0)
            throw new Failure(ExitCode.Usage, "--parallel takes 1 to 256, --retries 0 and more.");

        var retry = new Retry(session.Parsed.GetValue(s_retries));
        var client = await JobIdentity.TradeAsync(session, target.Repository, parallel, retry, ct) ?? session.Connect(parallel);
        IReadOnlyList<PushItem> left;
        PushReport report;
        await using (var progress = !session.Json && Progress.IsWatched ? new Progress(session.Out) : null)
        {
            report = new PushReport(session, progress);
            left = await new Pusher(client, target, retry, report, progress).RunAsync(items, parallel, ct);
        }

        if (!session.Json)
            await session.Out.WriteLineAsync($"{report.Pushed} pushed, {report.Unchanged} unchanged, {report.Failed} failed" + (left.Count > 0 ? $", {left.Count} not sent" : ""));
        await session.Out.FlushAsync(CancellationToken.None);
        foreach (var item in left.Take(100))
            await Console.Error.WriteLineAsync(Plain.Line($"slipway: not sent, or not answered: {item.File}"));
        if (left.Count > 100)
            await Console.Error.WriteLineAsync($"slipway: and {left.Count - 100} more");
        return ct.IsCancellationRequested && left.Count > 0 ? ExitCode.Cancelled : report.Exit;
    }
}
