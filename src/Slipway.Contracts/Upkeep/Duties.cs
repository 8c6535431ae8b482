namespace Slipway.Contracts.Upkeep;

/// <summary>PUT /api/v2/projects/{owner}/{name}/upkeep/{duty}, where the duty is <c>known-hosts</c> or <c>deps</c>.</summary>
/// <param name="Cron">Five fields, as <c>30 1 * * *</c>. Null: as it was, else once a night.</param>
/// <param name="TimeZone">As <c>Europe/Berlin</c>; null: as it was, else UTC.</param>
/// <param name="Branches">Null: as it was. Empty: the default branch; for <c>deps</c> those that the project's configuration names.</param>
/// <param name="File">Of <c>known-hosts</c>: null as it was, else <c>support/known_hosts</c>.</param>
/// <param name="Reviewers">Users who are asked to review. Null: as it was. Empty: whom the project's files name, else who turned the duty on.</param>
public sealed record SetUpkeep(
    bool Active, string? Cron = null, string? TimeZone = null, IReadOnlyList<string>? Branches = null, string? File = null, IReadOnlyList<string>? Reviewers = null);

/// <summary>A duty of a project, whether it is on or not.</summary>
/// <param name="Duty"><c>known-hosts</c> or <c>deps</c>.</param>
/// <param name="Owner">Who turned it on; null: it never was.</param>
/// <param name="Failures">Runs that failed in a row. After each the next comes later.</param>
/// <param name="LastRun">The newest.</param>
public sealed record UpkeepInfo(
    string Duty, bool Active, string Cron, string TimeZone, IReadOnlyList<string> Branches, string? File, IReadOnlyList<string> Reviewers, string? Owner,
    DateTimeOffset? NextRunAt, int Failures, UpkeepRunInfo? LastRun);
