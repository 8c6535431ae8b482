using Microsoft.Extensions.Logging;

namespace Slipway.Upkeep;

static partial class Log
{
    [LoggerMessage(6100, LogLevel.Error, "Looking for duties that are due failed; it is tried again")]
    public static partial void ClockFailed(ILogger logger, Exception failure);

    [LoggerMessage(6101, LogLevel.Error, "Upkeep run {Run} of project {Project} failed")]
    public static partial void RunFailed(ILogger logger, Exception failure, long run, long project);

    [LoggerMessage(6102, LogLevel.Error, "How upkeep run {Run} ended could not be written down")]
    public static partial void EndNotWritten(ILogger logger, Exception failure, long run);
}
