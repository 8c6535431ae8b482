using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Machines;

static partial class Log
{
    [LoggerMessage(4400, LogLevel.Warning, "A provider's list of machines could not be had; nothing is concluded from that")]
    public static partial void ListFailed(ILogger logger, Exception failure);

    [LoggerMessage(4401, LogLevel.Warning, "Starting machine {Machine} of pool {Pool} failed, or its answer was lost; it is tried again")]
    public static partial void StartLost(ILogger logger, Exception failure, string machine, string pool);

    [LoggerMessage(4402, LogLevel.Warning, "Removing machine {Machine} failed; it is tried again")]
    public static partial void RemovalFailed(ILogger logger, Exception failure, string machine);

    [LoggerMessage(4403, LogLevel.Error, "Machine {Machine} of pool {Pool} can't be removed: {Tries} tries so far. It may cost money; it is tried for ever, and a person should look")]
    public static partial void RemovalStuck(ILogger logger, string machine, string pool, int tries);

    [LoggerMessage(4404, LogLevel.Warning, "The provider has {Reference} ({Machine}, pool {Pool}), which no machine of ours is: it is removed")]
    public static partial void Orphan(ILogger logger, string reference, string machine, string? pool);

    [LoggerMessage(4405, LogLevel.Error, "The manager of machines failed; it goes on with what is written down")]
    public static partial void PassFailed(ILogger logger, Exception failure);

    [LoggerMessage(4406, LogLevel.Warning, "Pool {Pool}: {Failures} starts failed in a row ({Why}); the next one is tried {Wait} after the last")]
    public static partial void PoolBacksOff(ILogger logger, string pool, int failures, string why, TimeSpan wait);

    [LoggerMessage(4407, LogLevel.Information, "Machine {Machine} of pool {Pool} is {Phase}: {Reason}")]
    public static partial void Stepped(ILogger logger, string machine, string pool, string phase, string reason);
}
