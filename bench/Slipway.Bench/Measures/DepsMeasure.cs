using System.Text.Json;
using Slipway.Bench.Peers;
using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>What is newer among 70 components: ours and Renovate's answer on the same checkout, cold and warm, in turn.</summary>
static class DepsMeasure
{
    static int Rounds(Workspace workspace) => workspace.Sizes == Sizes.Quick ? 1 : 3;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        using var host = new SourceHost();
        var folder = workspace.Make("project");
        var sample = new SampleDependencies(host, folder);
        await sample.WriteAsync();
        var (ours, kept, theirs) = (new Contestant("Slipway"), new Contestant("Slipway, --max-age 15"), new Contestant("Renovate"));
        var renovate = RenovateRun.Program(workspace.Root);
        for (var round = 0; round < Rounds(workspace); round++)
        {
            await ours.RunAsync(state => SlipwayAsync(workspace.Cli, folder, state, host.Url, 0), workspace.Make($"slipway-{round}"), host, sample);
            // As long as Renovate takes an answer without asking again.
            await kept.RunAsync(state => SlipwayAsync(workspace.Cli, folder, state, host.Url, 15), workspace.Make($"kept-{round}"), host, sample);
            if (renovate is not null) await theirs.RunAsync(state => RenovateRun.RunAsync(renovate, folder, state, host.Url), workspace.Make($"renovate-{round}"), host, sample);
        }

        Report.Table(
            $"{SampleDependencies.Count} components, each answer 40 ms away, {sample.Right.Values.Count(value => value is not null)} updates to find", ["who", "cold, s", "warm, s", "requests cold", "requests warm", "right", "wrong"],
            renovate is null ? [ours.Row, kept.Row] : [ours.Row, kept.Row, theirs.Row]);
        foreach (var mistake in ours.Mistakes.Concat(kept.Mistakes).Concat(theirs.Mistakes)) Report.Say(mistake);
        report.AtMost("deps: 70 components cold, seconds", ours.Cold.Median, 20);
        report.AtMost("deps: warm, seconds", ours.Warm.Median, 3);
        report.AtLeast("deps: right answers of 70", Math.Min(ours.Right, kept.Right), SampleDependencies.Count);
        report.AtMost("deps: wrong proposals", Math.Max(ours.Wrong, kept.Wrong), 0);
        if (renovate is null)
        {
            report.Failed("deps: Renovate");
            return;
        }

        report.AtLeast("deps: right answers, against Renovate's", ours.Right, theirs.Right);
        report.AtMost("deps: cold, against Renovate's time", ours.Cold.Median / theirs.Cold.Median, 1.0 / 3);
        report.AtMost("deps: warm, against Renovate's time", ours.Warm.Median / theirs.Warm.Median, 1.0 / 3);
    }

    static async Task<ILookup<string, string>> SlipwayAsync(string cli, string folder, string state, string host, int maxAge)
    {
        var environment = new Dictionary<string, string> { ["SLIPWAY_REGISTRY_GO"] = host + "/go" };
        // A component that can't be judged makes the exit code 1; the report is whole all the same.
        var json = await Command.RunAsync(environment, "/bin/sh", "-c", "\"$0\" \"$@\" || [ $? = 1 ]", cli, "deps", "check", folder, "--state", state, "--max-age", $"{maxAge}", "--json");
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("components").EnumerateArray()
            .SelectMany(component => component.GetProperty("newer").EnumerateArray(), (component, value) => (Name: component.GetProperty("name").GetString()!, Value: value.GetString()!))
            .ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }
}
