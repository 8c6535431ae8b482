namespace Slipway.Formats.Debian;

/// <summary>A source package's description, dsc(5).</summary>
/// <param name="Files">The files that belong to it, without the .dsc itself.</param>
public sealed record SourcePackage(ControlParagraph Control, string Name, DebianVersion Version, IReadOnlyList<SourceFile> Files);
