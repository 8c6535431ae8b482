using Slipway.DependencyUpdates.Updates.Checking;

namespace Slipway.Cli.Deps;

/// <summary>Every release of one component, and what became of it.</summary>
static class WhyText
{
    public static WhyComponent Of(CheckResult result)
    {
        var releases = new List<WhyRelease>();
        if (result is CheckResult.Newer newer)
        {
            releases.AddRange(newer.Waiting.Select(one => new WhyRelease(one.Upgrade.Release.Version, "waiting", $"It was seen first at {one.Since:yyyy-MM-dd HH:mm} UTC, and is taken from {one.Until:yyyy-MM-dd HH:mm} UTC.")));
            releases.AddRange(newer.Ready.Select(one => new WhyRelease(one.Release.Version, "ready", $"A {one.Level.ToString().ToLowerInvariant()} step, written as {one.Value}.")));
        }

        releases.AddRange(result.Dropped.Select(dropped => new WhyRelease(dropped.Version, dropped.Rule, dropped.Reason)));
        return new(Reports.Of(result), releases, result.Notes);
    }
}
