using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Pools;

static partial class Log
{
    [LoggerMessage(4450, LogLevel.Error, "{Path} could not be read or applied; the pools stay as they are")]
    public static partial void FileNotApplied(ILogger logger, Exception failure, string path);

    [LoggerMessage(4451, LogLevel.Error, "{Path} is too large to be a file of pools; the pools stay as they are")]
    public static partial void FileTooLarge(ILogger logger, string path);

    [LoggerMessage(4452, LogLevel.Error, "{Path} is wrong; the pools stay as they are: {Faults}")]
    public static partial void FileFaulty(ILogger logger, string path, string faults);

    [LoggerMessage(4453, LogLevel.Information, "{Path}: {Pools} pools")]
    public static partial void FileApplied(ILogger logger, string path, int pools);
}
