using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Reports;

static partial class Log
{
    [LoggerMessage(4470, LogLevel.Error, "How the pools do could not be written down; it is tried again in a minute")]
    public static partial void SampleFailed(ILogger logger, Exception failure);

    [LoggerMessage(4471, LogLevel.Error, "Pool {Pool} misses its goal ({Goal}): {Figures} 'slipway pools show {Pool}' says more")]
    public static partial void GoalMissed(ILogger logger, string pool, string goal, string figures);

    [LoggerMessage(4472, LogLevel.Information, "Pool {Pool} meets its goal ({Goal}) again")]
    public static partial void GoalMet(ILogger logger, string pool, string goal);
}
