using System.Runtime.InteropServices;

namespace Slipway.Formats.Debian;

/// <summary>Bounds on a tar archive.</summary>
/// <param name="MaxNameLength">A name, or a link's target, in bytes.</param>
/// <param name="MaxRecordBytes">A pax extended header.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TarLimits(int MaxEntries, int MaxNameLength, int MaxRecordBytes)
{
    public static TarLimits Default { get; } = new(1_000_000, 4096, 1 << 20);
}
