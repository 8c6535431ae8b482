namespace Slipway.Formats.Debian;

/// <summary>An upload's description, deb-changes(5).</summary>
/// <param name="Architectures">Of what is uploaded; may hold <c>source</c>.</param>
public sealed record Changes(
    ControlParagraph Control,
    string Distribution,
    SourceReference Source,
    DebianVersion Version,
    IReadOnlyList<string> Architectures,
    IReadOnlyList<ChangesFile> Files);

public sealed record ChangesFile(string Name, long Size, string Md5, string? Sha256, string Section, string Priority);
