namespace Slipway.Formats.Debian;

/// <summary>A file that a .dsc or .changes lists. Its name is safe as the last part of a path.</summary>
public sealed record SourceFile(string Name, long Size, string Md5, string? Sha256);
