namespace Slipway.Formats.Debian;

/// <summary>One file of an archive.</summary>
/// <param name="Name">As bytes, without a leading <c>./</c>, without a trailing slash; never absolute, never with a <c>..</c> component.</param>
internal readonly record struct TarEntry(byte[] Name, TarEntryKind Kind, long Size);

internal enum TarEntryKind
{
    File,
    Directory,
    HardLink,
    SymbolicLink,
    Device,
}
