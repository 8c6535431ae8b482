using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>environment</c>.</summary>
static class EnvironmentReader
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["kubernetes"] = "Slipway knows no clusters; deploy with commands in script.",
    };

    static readonly Dictionary<string, string> s_noEffect = new(StringComparer.Ordinal)
    {
        ["auto_stop_in"] = "Run the job that stops it by a schedule.",
        ["on_stop"] = "Give the job that stops it when: manual, and start it by hand.",
    };

    /// <summary>Null where the keyword is not there, or wrong, which is told.</summary>
    public static JobEnvironment? Read(Block job)
    {
        if (job.Take("environment") is not YamlMap map)
            return job.Text("environment") is { Length: > 0 } only ? new(only, null, null, EnvironmentAction.Start, null, null) : null;
        var block = job.Of(map, "environment");
        var name = block.Required("name");
        var (url, onStop, stopIn) = (block.Text("url"), block.Text("on_stop"), block.Text("auto_stop_in"));
        if (stopIn is not (null or "never") && !stopIn.Contains('$', StringComparison.Ordinal) && HumanDuration.Parse(stopIn) is null)
            block.Wrong(block.Take("auto_stop_in")!, "auto_stop_in", "a time, or never", "Write a time as in 2 weeks.");
        foreach (var key in s_noEffect.Where(key => block.Has(key.Key) && stopIn != "never"))
            block.Diagnostics.Warn(block.At(key.Key), "ci.no-effect", $"{block.What}: \"{key.Key}\" has no effect, as Slipway keeps no list of environments.", key.Value);
        var action = block.Choice(
            "action", ("start", EnvironmentAction.Start), ("prepare", EnvironmentAction.Prepare), ("stop", EnvironmentAction.Stop), ("verify", EnvironmentAction.Verify), ("access", EnvironmentAction.Access));
        var tier = block.Text("deployment_tier");
        if (tier is not (null or "production" or "staging" or "testing" or "development" or "other"))
            block.Wrong("deployment_tier", block.Take("deployment_tier")!, "one of production, staging, testing, development, other");
        block.Done(s_unsupported);
        return name is null ? null : new(name, url, onStop, action ?? EnvironmentAction.Start, stopIn, tier);
    }
}
