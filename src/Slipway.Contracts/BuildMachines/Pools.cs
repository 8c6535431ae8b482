namespace Slipway.Contracts.BuildMachines;

/// <summary>All pools, as the text of a file (<c>pools.yml</c>): what it does not name is no pool any more.</summary>
public sealed record PoolFileText(string Text);

/// <summary>What applying a file changes, or would change.</summary>
/// <param name="Applied">False for a dry run.</param>
public sealed record PoolPlan(bool Applied, IReadOnlyList<PoolChange> Pools);

/// <param name="Change"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>unchanged</c>.</param>
/// <param name="Settings">Each setting that changes, as <c>max: 5 -> 10</c>.</param>
/// <param name="Effects">What that does to machines that are there.</param>
public sealed record PoolChange(string Pool, string Change, IReadOnlyList<string> Settings, IReadOnlyList<string> Effects);

/// <param name="IdleTarget">Machines that are to be idle now.</param>
/// <param name="Machines">How many machines are in each phase, without those that are gone.</param>
/// <param name="Demand">Jobs that run here, wait for it, or will soon.</param>
/// <param name="Coming">Those of them that will soon.</param>
/// <param name="Capacity">Jobs that its machines can have at once, those that start counted.</param>
/// <param name="Short">Jobs for which there is no machine, and none is being started.</param>
/// <param name="Obstacle">Why no more machines are started, where jobs wait; or why its provider can't be asked.</param>
/// <param name="Failures">Starts that failed in a row.</param>
/// <param name="Day">The last 24 hours.</param>
/// <param name="Alerts">Goals that it misses now.</param>
public sealed record PoolInfo(
    string Name, string Provider, IReadOnlyList<string> Tags, bool RunUntagged, bool Trusted, int Max, int IdleTarget, IReadOnlyDictionary<string, int> Machines, int Demand,
    int Coming, int Capacity, int Short, string? Obstacle, int Failures, string? LastFailure, PoolDay Day, IReadOnlyList<PoolAlert> Alerts);

/// <param name="Goal"><c>wait</c>, <c>oldest</c>, <c>errors</c>, <c>removal</c> or <c>provider</c>.</param>
/// <param name="Why">A sentence.</param>
public sealed record PoolAlert(string Goal, string Why);

/// <summary>Jobs that wait for a runner and differ in nothing that matters to one.</summary>
/// <param name="Protected">Of protected refs.</param>
/// <param name="Oldest">Since when the oldest of them waits.</param>
/// <param name="Why">What the pools do about them.</param>
public sealed record WaitingJobs(string Project, IReadOnlyList<string> Tags, bool Protected, int Priority, int Jobs, DateTimeOffset Oldest, string Why);

/// <summary>How a pool did in the last 24 hours.</summary>
/// <param name="Jobs">Jobs that it began.</param>
/// <param name="InTime">The share of them that began within 120 seconds; 1 where there were none. The goal is 0.9.</param>
/// <param name="WaitP50">Seconds.</param>
/// <param name="WaitP99">Seconds.</param>
/// <param name="Errors">The share of attempts that failed by the fault of a machine. The goal is below 0.005.</param>
/// <param name="Started">Machines.</param>
/// <param name="Failed">Those of them that never served, or broke.</param>
/// <param name="Cost">In the currency of cost_per_hour, rounded up to the billing unit.</param>
/// <param name="CostByProject">By the time that each project's jobs had its machines; what was idle is under <c>(idle)</c>.</param>
/// <param name="Blame">What failed, by whom: <c>image debian:12</c>, <c>provider container</c>, <c>job team/tools build</c>.</param>
public sealed record PoolDay(
    int Jobs, double InTime, double WaitP50, double WaitP99, double Errors, int Started, int Failed, double Cost, IReadOnlyList<ProjectCost> CostByProject, IReadOnlyList<BlameCount> Blame);

public sealed record ProjectCost(string Project, double Cost);

/// <param name="Bad">Times that it went wrong.</param>
/// <param name="Good">Times that it went well.</param>
public sealed record BlameCount(string Kind, string Name, int Bad, int Good);

public sealed record PoolDetail(PoolInfo Pool, IReadOnlyList<MachineInfo> Machines, IReadOnlyList<PoolSampleInfo> Samples);

/// <summary>A pool at one minute.</summary>
/// <param name="WaitSeconds">How long the job that waited longest did.</param>
public sealed record PoolSampleInfo(DateTimeOffset At, int Demand, int Capacity, int Idle, double WaitSeconds);

/// <param name="Phase"><c>planned</c>, <c>starting</c>, <c>ready</c>, <c>reserved</c>, <c>busy</c>, <c>draining</c>, <c>removing</c>, <c>gone</c>.</param>
/// <param name="Code">Why it is in this phase, for programs.</param>
/// <param name="Reason">The same as a sentence.</param>
/// <param name="Fault">Whose it seems to be: <c>provider</c>, <c>image</c> or <c>machine</c>; null where nothing failed.</param>
/// <param name="Reference">The provider's name for it.</param>
/// <param name="Jobs">That it has now.</param>
/// <param name="Removals">How often its removal was tried; above five a person should look.</param>
public sealed record MachineInfo(
    string Id, string Pool, string Phase, string Code, string Reason, DateTimeOffset PhaseAt, DateTimeOffset PlannedAt, DateTimeOffset? ReadyAt, DateTimeOffset? GoneAt, int Uses, int UsesMost,
    string? Fault, string? Reference, IReadOnlyList<long> Jobs, int Removals, double Cost);

public sealed record MachineDetail(MachineInfo Machine, IReadOnlyList<MachineStepInfo> History);

public sealed record MachineStepInfo(DateTimeOffset At, string Phase, string Code, string Reason, long? Job);
