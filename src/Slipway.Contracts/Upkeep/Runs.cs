namespace Slipway.Contracts.Upkeep;

/// <summary>One run of a duty.</summary>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c>, <c>failed</c> or <c>interrupted</c>.</param>
/// <param name="Trigger"><c>schedule</c> or <c>manual</c>.</param>
/// <param name="By">Who asked for it; null: the clock.</param>
/// <param name="Outcome">Of one that is done: <c>nothing</c>, <c>proposed</c>, or <c>attention</c> where somebody has to look.</param>
/// <param name="Code">Of one that failed: stable, as <c>git.no-branch</c>.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record UpkeepRunInfo(
    long Id, string Duty, string State, string Trigger, string? By, string? Outcome, string? Code, string? Reason, IReadOnlyList<UpkeepRequest> Requests,
    DateTimeOffset QueuedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

/// <summary>A merge request that a run opened, changed, closed or could not make.</summary>
/// <param name="Outcome"><c>opened</c>, <c>updated</c>, <c>unchanged</c>, <c>closed</c>, <c>declined</c>, <c>taken-over</c>, <c>later</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Number">Null: there is none.</param>
public sealed record UpkeepRequest(string Target, string Branch, string Outcome, long? Number, string Title, string Says);

/// <summary>What a run found of one host or component.</summary>
/// <param name="State">Of a host: <c>right</c>, <c>changed</c>, <c>unseen</c>, <c>unproven</c>, <c>alarm</c>. Of a component: as <c>slipway deps check</c> says.</param>
/// <param name="Lines">Alarms, changes and the evidence for them.</param>
public sealed record UpkeepFinding(string Target, string Subject, string State, IReadOnlyList<string> Lines);

/// <param name="Log">What it did, line by line; the end of it where it is long.</param>
/// <param name="Findings">The first thousand.</param>
public sealed record UpkeepRunDetail(UpkeepRunInfo Run, string Log, IReadOnlyList<UpkeepFinding> Findings);
