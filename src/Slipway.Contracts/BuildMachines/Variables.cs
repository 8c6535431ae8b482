namespace Slipway.Contracts.BuildMachines;

/// <param name="Environment">Which environments it is for, as <c>*</c> or <c>production/*</c>; null: <c>*</c>.</param>
public sealed record SetVariable(string Value, bool Protected, bool Masked, bool File, bool Raw, string? Environment);

/// <summary>A variable without its value.</summary>
public sealed record VariableInfo(string Key, string Environment, bool Protected, bool Masked, bool File, bool Raw, DateTimeOffset ChangedAt, string ChangedBy);

/// <param name="Ref">A branch or tag.</param>
/// <param name="Cron">Five fields, as <c>30 1 * * *</c>.</param>
/// <param name="TimeZone">As <c>Europe/Berlin</c>; null: UTC.</param>
public sealed record SetSchedule(string Description, string Ref, string Cron, string? TimeZone, bool Active, IReadOnlyDictionary<string, string>? Variables);

/// <param name="Variables">Their names; values are not shown.</param>
/// <param name="LastPipeline">The newest that it started.</param>
/// <param name="LastOutcome">What became of its last run where it made no pipeline.</param>
public sealed record ScheduleInfo(
    long Id, string Description, string Ref, string Cron, string TimeZone, bool Active, string Owner, DateTimeOffset? NextRunAt, DateTimeOffset? LastRunAt,
    long? LastPipeline, string? LastOutcome, IReadOnlyList<string> Variables);
