using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Runners;

static partial class Log
{
    [LoggerMessage(4100, LogLevel.Error, "What the runners' machines said of themselves was not written; it is tried again in a minute")]
    public static partial void ContactsNotWritten(ILogger logger, Exception failure);

    [LoggerMessage(4101, LogLevel.Information, "Runner {Runner} ({Description}) registered")]
    public static partial void Registered(ILogger logger, long runner, string description);
}
