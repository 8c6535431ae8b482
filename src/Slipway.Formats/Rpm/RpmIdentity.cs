using System.Buffers;
using System.Text;

namespace Slipway.Formats.Rpm;

/// <summary>
/// Name, version, release and architecture become a file name, a URL and an index entry, so they are held to what rpmbuild lets
/// pass (build/parsePreamble.c) without its macro characters: no slash, no blank, nothing that a URL would escape but <c>^</c>.
/// </summary>
internal static class RpmIdentity
{
    const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    const int LongestFileName = 255;

    static readonly SearchValues<char> NameCharacters = SearchValues.Create(Alphanumeric + "-.+~^");
    static readonly SearchValues<char> VersionCharacters = SearchValues.Create(Alphanumeric + ".+~^");
    static readonly SearchValues<char> ArchCharacters = SearchValues.Create(Alphanumeric + "-");
    static readonly SearchValues<char> FirstCharacters = SearchValues.Create(Alphanumeric);

    public static string Name(RpmHeader header) => Read(header, RpmTag.Name, "name", NameCharacters, FirstCharacters);

    public static string Version(RpmHeader header) => Read(header, RpmTag.Version, "version", VersionCharacters, VersionCharacters);

    public static string Release(RpmHeader header) => Read(header, RpmTag.Release, "release", VersionCharacters, VersionCharacters);

    public static string Arch(RpmHeader header) => Read(header, RpmTag.Arch, "arch", ArchCharacters, FirstCharacters);

    public static int? Epoch(RpmHeader header) => header.Number((uint)RpmTag.Epoch, RpmType.Int32) switch
    {
        null => null,
        <= int.MaxValue and var epoch => (int)epoch,
        var epoch => throw new MalformedInputException("rpm.bad-epoch", $"The epoch is {epoch}; at most {int.MaxValue} is allowed."),
    };

    public static RpmPackage CheckFileName(RpmPackage package) => package.Filename.Length <= LongestFileName
        ? package
        : throw new MalformedInputException("rpm.bad-name", $"The file name has {package.Filename.Length} characters; {LongestFileName} are allowed.");

    static string Read(RpmHeader header, RpmTag tag, string what, SearchValues<char> allowed, SearchValues<char> first)
    {
        var bytes = header.Text((uint)tag) ?? throw RpmFault.MissingTag(what);
        var text = Encoding.Latin1.GetString(bytes.Span);
        return text.Length is > 0 and <= LongestFileName && first.Contains(text[0]) && !text.AsSpan().ContainsAnyExcept(allowed) &&
            !text.Contains("..", StringComparison.Ordinal)
            ? text
            : throw new MalformedInputException(
                $"rpm.bad-{what}", $"The package's {what} is empty, too long, or has characters that are not allowed in one.");
    }
}
