using Slipway.Contracts.Upkeep;
using Slipway.DependencyUpdates.Updates.Checking;

namespace Slipway.Upkeep.Work;

/// <summary>What a run says of one component.</summary>
static class ComponentFinding
{
    public static UpkeepFinding Of(string branch, CheckResult result) => new(
        branch, $"{result.Component.Manager} {result.Component.Name} {result.Component.Current}", State(result), [.. Lines(result), .. result.Notes]);

    static string State(CheckResult result) => result switch
    {
        CheckResult.Unwatched { Reason: null } => "silent",
        CheckResult.Unwatched => "unwatched",
        CheckResult.Ignored => "ignored",
        CheckResult.Failed => "failed",
        CheckResult.Moved => "moved",
        CheckResult.Newer newer => newer.Ready.Count > 0 ? "newer" : "waiting",
        _ => "up-to-date",
    };

    static IEnumerable<string> Lines(CheckResult result) => result switch
    {
        CheckResult.Unwatched unwatched => [unwatched.Reason ?? "Nothing watches it, and nobody wrote why."],
        CheckResult.Ignored ignored => [ignored.Reason],
        CheckResult.Failed failed => [$"{failed.Reason} {failed.Remedy} ({failed.Code})"],
        CheckResult.Moved moved => [$"{moved.Branch} has another commit now: {moved.Commit}."],
        CheckResult.Newer newer => [.. newer.Ready.Select(upgrade => $"Newer: {upgrade.Value}"), .. newer.Waiting.Select(one => $"{one.Upgrade.Value} waits until {one.Until:yyyy-MM-dd HH:mm} UTC.")],
        _ => [],
    };
}
