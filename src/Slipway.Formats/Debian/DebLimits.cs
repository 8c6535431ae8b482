using System.Runtime.InteropServices;
using Slipway.Formats.Compression;

namespace Slipway.Formats.Debian;

/// <summary>Bounds on one control paragraph.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ControlLimits(int MaxBytes, int MaxFields)
{
    /// <summary>4 MiB and 1000 fields: far above anything that was ever published.</summary>
    public static ControlLimits Default { get; } = new(4 << 20, 1000);
}

/// <summary>Bounds on one binary package, whatever its headers claim.</summary>
public sealed record DebLimits
{
    public static DebLimits Default { get; } = new();

    public ControlLimits Control { get; init; } = ControlLimits.Default;

    /// <summary>For the whole control archive: maintainer scripts, checksums, templates.</summary>
    public DecompressionLimits ControlArchive { get; init; } = new(64 << 20, 250, 16 << 20);

    public DecompressionLimits DataArchive { get; init; } = DecompressionLimits.Default;

    public TarLimits Tar { get; init; } = TarLimits.Default;

    /// <summary>All paths of the package together, in bytes.</summary>
    public int MaxPathBytes { get; init; } = 128 << 20;
}
