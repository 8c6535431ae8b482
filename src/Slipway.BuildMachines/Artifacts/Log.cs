using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Artifacts;

static partial class Log
{
    [LoggerMessage(4400, LogLevel.Debug, "Removed {Blobs} artifacts that expired")]
    public static partial void Swept(ILogger logger, int blobs);

    [LoggerMessage(4401, LogLevel.Error, "Removing expired artifacts failed; it is tried again in an hour")]
    public static partial void SweepFailed(ILogger logger, Exception failure);
}
