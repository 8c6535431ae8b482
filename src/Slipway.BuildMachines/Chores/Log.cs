using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Chores;

static partial class Log
{
    [LoggerMessage(4300, LogLevel.Error, "{Chore} failed; it is tried again")]
    public static partial void ChoreFailed(ILogger logger, Exception failure, string chore);

    [LoggerMessage(4301, LogLevel.Error, "A listener of pipeline {Pipeline} failed; it is told again")]
    public static partial void ListenerFailed(ILogger logger, Exception failure, long pipeline);
}
