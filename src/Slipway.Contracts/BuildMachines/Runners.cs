namespace Slipway.Contracts.BuildMachines;

/// <param name="Projects"><c>owner/name</c> whose jobs it takes; null: all.</param>
/// <param name="RunUntagged">Whether it takes jobs without tags; null: where it has none itself.</param>
/// <param name="MaximumTimeout">Seconds that a job may take on it at the most.</param>
public sealed record CreateRunner(
    string Description, IReadOnlyList<string>? Tags, bool? RunUntagged, bool Protected, bool Locked, bool Paused, IReadOnlyList<string>? Projects, int? MaximumTimeout,
    string? MaintenanceNote);

/// <summary>What is null stays as it is.</summary>
public sealed record ChangeRunner(
    string? Description, IReadOnlyList<string>? Tags, bool? RunUntagged, bool? Protected, bool? Paused, int? MaximumTimeout, string? MaintenanceNote);

/// <param name="Token">Its authentication token, in this answer only.</param>
public sealed record CreatedRunner(RunnerInfo Runner, string Token);

public sealed record RunnerInfo(
    long Id, string Description, IReadOnlyList<string> Tags, bool RunUntagged, bool Protected, bool Locked, bool Paused, IReadOnlyList<string>? Projects,
    int? MaximumTimeout, string? MaintenanceNote, string CreatedBy, DateTimeOffset CreatedAt, bool Online, DateTimeOffset? ContactedAt, int RunningJobs,
    IReadOnlyList<RunnerMachineInfo> Machines);

/// <summary>A machine that uses the runner's token.</summary>
public sealed record RunnerMachineInfo(string SystemId, string Version, string Platform, string Architecture, string Executor, DateTimeOffset ContactedAt);

/// <summary>A registration token, for <c>gitlab-runner register --registration-token</c>; the one before it opens nothing any more.</summary>
/// <param name="Project"><c>owner/name</c>; null: for the instance.</param>
public sealed record ResetRegistrationToken(string? Project);

/// <param name="Value">In this answer only.</param>
public sealed record NewRegistrationToken(string Value);
