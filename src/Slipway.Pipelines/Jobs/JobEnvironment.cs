namespace Slipway.Pipelines.Jobs;

/// <summary>The place that a job deploys to.</summary>
/// <param name="OnStop">The job of this pipeline that stops it, or null.</param>
/// <param name="AutoStopIn">The time as written; checked where it holds no variables. <c>never</c> ends an earlier one.</param>
/// <param name="Tier">production, staging, testing, development, other; null where the name decides.</param>
public sealed record JobEnvironment(string Name, string? Url, string? OnStop, EnvironmentAction Action, string? AutoStopIn, string? Tier);

public enum EnvironmentAction
{
    Start,
    Prepare,
    Stop,
    Verify,
    Access,
}
