using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Queue;

static partial class Log
{
    [LoggerMessage(4200, LogLevel.Error, "Giving {Jobs} jobs to runners failed; they wait again")]
    public static partial void AssignmentFailed(ILogger logger, Exception failure, int jobs);

    [LoggerMessage(4201, LogLevel.Error, "Job {Job} could not be described to a runner, and failed")]
    public static partial void PayloadFailed(ILogger logger, Exception failure, long job);

    [LoggerMessage(4202, LogLevel.Warning, "Job {Job}: runner {Runner} ({System}) was lost ({Why}); the job is queued again or failed")]
    public static partial void AttemptLost(ILogger logger, long job, long runner, string system, string why);

    [LoggerMessage(4203, LogLevel.Error, "Looking after attempts failed; it is tried again")]
    public static partial void WatchFailed(ILogger logger, Exception failure);
}
