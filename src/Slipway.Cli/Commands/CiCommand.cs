using System.CommandLine;
using Slipway.Cli.Ci;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.Cli.Commands;

/// <summary>Looks at the pipeline of a checkout, without a server.</summary>
static class CiCommand
{
    const string Configuration = ".gitlab-ci.yml";

    static readonly Argument<string?> s_file = new("FILE") { Description = $"The configuration; {Configuration} at the top of the checkout without it", Arity = ArgumentArity.ZeroOrOne };
    static readonly Option<string?> s_ref = new("--ref") { Description = "The branch or tag; what is checked out without it", HelpName = "REF" };
    static readonly Option<string?> s_source = new("--source") { Description = "CI_PIPELINE_SOURCE: push, web, api, schedule, trigger, ...", HelpName = "SOURCE" };
    static readonly Option<string?> s_mergeRequest = new("--merge-request") { Description = "As for a merge request into this branch", HelpName = "TARGET" };
    static readonly Option<string[]> s_variables = new("--variable") { Description = "A variable of the pipeline; may be given again", HelpName = "KEY=VALUE" };
    static readonly Option<string[]> s_inputs = new("--input") { Description = "A value for spec:inputs of the file; may be given again", HelpName = "NAME=VALUE" };
    static readonly Option<string[]> s_changed = new("--changed") { Description = "A file that counts as changed, instead of asking git; may be given again", HelpName = "FILE" };
    static readonly Option<string[]> s_projects = new("--project") { Description = "Where another project that is included is checked out; may be given again", HelpName = "PATH=FOLDER" };
    static readonly Option<string[]> s_remotes = new("--remote") { Description = "A copy of a file that is included from another host; may be given again", HelpName = "URL=FILE" };

    public static Command Create() => new("ci", "Pipelines of this checkout: check .gitlab-ci.yml, and see which jobs would run; needs no server")
    {
        One("lint", "Check the configuration, and all that it includes", show: false),
        One("show", "The jobs that would run", show: true),
    };

    static Command One(string name, string description, bool show)
    {
        var command = new Command(name, description) { s_file, s_ref, s_source, s_mergeRequest, s_variables, s_inputs, s_changed, s_projects, s_remotes };
        command.SetAction(Session.Run((session, ct) => RunAsync(session, show, ct)));
        return command;
    }

    static async Task<int> RunAsync(Session session, bool show, CancellationToken ct)
    {
        var parsed = session.Parsed;
        var checkout = await Checkout.FindAsync(ct);
        var file = checkout.Inside(parsed.GetValue(s_file) ?? Path.Combine(checkout.Folder, Configuration));
        var target = parsed.GetValue(s_mergeRequest);
        var wish = new PipelineWish(
            parsed.GetValue(s_ref), parsed.GetValue(s_source), target,
            [.. Pairs(parsed.GetValue(s_variables), "--variable").Select(pair => new JobVariable(pair.Key, pair.Value))],
            Pairs(parsed.GetValue(s_inputs), "--input").ToDictionary(StringComparer.Ordinal),
            new RemoteFiles(Pairs(parsed.GetValue(s_remotes), "--remote", text => text.LastIndexOf('=')).ToDictionary(StringComparer.Ordinal)));
        var changed = parsed.GetValue(s_changed) is { Length: > 0 } given ? given : null;
        var source = new CheckoutSource(checkout, changed, target, Pairs(parsed.GetValue(s_projects), "--project").ToDictionary(StringComparer.Ordinal));
        var result = await PipelineCompiler.CompileAsync(source, await CheckoutContext.MakeAsync(checkout, file, wish, ct), ct);

        var report = CiReport.Of(file, result, show);
        if (!session.Json) report.TellFaults();
        session.Answer(report, CiJson.Default.CiReport, to => Tell(to, report, result, show));
        return report.Valid ? ExitCode.Done : ExitCode.Malformed;
    }

    static void Tell(TextWriter to, CiReport report, CompileResult result, bool show)
    {
        if (!report.Valid) return;
        if (result is not CompileResult.Compiled compiled) to.WriteLine(Plain.Line($"{report.File} is valid. There would be no pipeline: {report.Why}"));
        else if (show) JobTable.Write(to, compiled.Pipeline);
        else to.WriteLine(Plain.Line($"{report.File} is valid: {compiled.Pipeline.Jobs.Count} job(s) would run in {compiled.Pipeline.Stages.Count} stage(s)."));
    }

    /// <param name="cutAt">Where a name ends: at the first <c>=</c> unless said.</param>
    static IEnumerable<KeyValuePair<string, string>> Pairs(string[]? given, string option, Func<string, int>? cutAt = null)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given ?? [])
        {
            var cut = cutAt?.Invoke(text) ?? text.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1) throw new Failure(ExitCode.Usage, $"{option} {text} has no value.", $"Write {option} NAME=VALUE.");
            pairs[text[..cut]] = text[(cut + 1)..];
        }

        return pairs;
    }
}
