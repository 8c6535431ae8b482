using System.ComponentModel.DataAnnotations;

namespace Slipway.PackageServer.Uploads;

/// <summary>Section <c>Uploads</c> of the configuration.</summary>
public sealed class UploadOptions
{
    /// <summary>Bytes of one file.</summary>
    [Range(1L, 1L << 40)]
    public long MaxFileBytes { get; set; } = 16L << 30;

    /// <summary>Files of one request: a source package and its archives.</summary>
    [Range(1, 1000)]
    public int MaxFiles { get; set; } = 50;

    /// <summary>Packages of one request of many.</summary>
    [Range(1, 1000)]
    public int MaxBatchFiles { get; set; } = 256;
}
