using Microsoft.Extensions.Logging;

namespace Slipway.PackageServer.Publications;

static partial class Log
{
    [LoggerMessage(3100, LogLevel.Debug, "Published {Repository} {Distribution} generation {Generation} with {Commands} changes")]
    public static partial void Published(ILogger logger, string repository, string distribution, long generation, int commands);

    [LoggerMessage(3101, LogLevel.Error, "Publishing {Repository} {Distribution} failed; nothing of the batch is visible")]
    public static partial void PublicationFailed(ILogger logger, Exception failure, string repository, string distribution);

    [LoggerMessage(3103, LogLevel.Error, "Sweeping superseded files failed; it is tried again in an hour")]
    public static partial void SweepFailed(ILogger logger, Exception failure);

    [LoggerMessage(3102, LogLevel.Information, "Removed {Files} superseded files and {Segments} segments, {Blobs} unused blobs")]
    public static partial void Swept(ILogger logger, int files, int segments, int blobs);
}
