using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Run;

namespace Slipway.DependencyUpdates.Updates.Proposing;

/// <summary>Which open requests no plan has any more, and why. One whose component could not be looked up now says nothing, and stays.</summary>
/// <param name="frozen">Branches that stay as they are.</param>
sealed class ObsoleteRequests(string lane, IReadOnlyList<PlannedUpdate> planned, IReadOnlyList<string> frozen, string? below, RunResults known)
{
    readonly HashSet<string> _kept = planned.Select(update => update.Branch).Concat(frozen)
        .Concat(known.Results.OfType<CheckResult.Failed>().SelectMany(result => UpdatePlan.BranchesOf(lane, result.Component, below))).ToHashSet(StringComparer.Ordinal);

    readonly bool _knowsAll = !known.Results.OfType<CheckResult.Failed>().Any();

    /// <returns>Null: it is not obsolete, or not all is known that decides.</returns>
    public string? WhyClose(string branch)
    {
        if (_kept.Contains(branch)) return null;
        if (branch.Contains("/group-", StringComparison.Ordinal)) return _knowsAll ? "No component of this group has an update any more." : null;
        // What the public sees of a component under embargo is what it would be without.
        var about = (lane == UpdatePlan.BranchPrefix ? known.Public : known.Results).Where(result => UpdatePlan.BranchesOf(lane, result.Component, below).Contains(branch)).ToList();
        return about switch
        {
            [] => "The project does not name this component any more.",
            [CheckResult.Ignored ignored, ..] => $"A rule leaves it out: {ignored.Reason}",
            [CheckResult.Unwatched, ..] => "Nothing watches this component any more.",
            [CheckResult.UpToDate { Component: var now } result, ..] => Held(result) ?? $"{now.Name} is at {now.Current}, and no release that may be taken is newer.",
            [CheckResult.Newer { Ready: [], Waiting: [var waiting, ..] }, ..] => $"Nothing may be taken now; {waiting.Upgrade.Value} waits until {waiting.Until:yyyy-MM-dd}.",
            [CheckResult.Newer { Ready: [var ready, ..] }, ..] when about[0].Component.Locked is null => $"Another request has the update to {ready.Value}.",
            [var other, ..] => Held(other) ?? "It is made in another way now.",
        };
    }

    static string? Held(CheckResult result) => result.Notes.FirstOrDefault(note => note.StartsWith("Held: ", StringComparison.Ordinal));
}
