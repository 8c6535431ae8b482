namespace Slipway.PackageServer.Publications;

/// <summary>An index in one form, as a signed document lists it.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Size">Bytes.</param>
/// <param name="PlainSize">Bytes, uncompressed.</param>
readonly record struct IndexForm(Compression Compression, string Sha256, long Size, long PlainSize);
