using System.ComponentModel.DataAnnotations;

namespace Slipway.DevInstance.Mirrors;

/// <summary>Section <c>Mirrors</c> of the configuration: where imports and mirrors may go.</summary>
public sealed class MirrorOptions
{
    /// <summary>Networks that are refused without being named here: <c>10.0.0.0/8</c>, <c>::1/128</c>. All others that are not public stay refused.</summary>
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>Folders on the server that <c>file://</c> addresses may be below; none: no such addresses.</summary>
    public string[] AllowedFolders { get; set; } = [];

    /// <summary>The longest that one import or mirroring may take.</summary>
    [Range(1, 86400)]
    public int TransferSeconds { get; set; } = 3600;

    /// <summary>The largest repository that is imported, in bytes on disk.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxImportBytes { get; set; } = 20L << 30;
}
