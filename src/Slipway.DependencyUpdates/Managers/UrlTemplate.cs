using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>An address with the version in it, in one or more spellings.</summary>
public sealed record UrlTemplate(IReadOnlyList<UrlPart> Parts)
{
    public string For(string version) => string.Concat(Parts.Select(part => part.For(version)));

    /// <summary>The version is somewhere in it.</summary>
    public bool Varies => Parts.Any(part => part is UrlPart.Version);

    /// <summary>A literal address in which the version occurs.</summary>
    public static UrlTemplate Of(string address, string version)
    {
        var parts = new List<UrlPart>();
        var at = 0;
        while (version.Length > 0 && address.IndexOf(version, at, StringComparison.Ordinal) is >= 0 and var found)
        {
            if (found > at) parts.Add(new UrlPart.Literal(address[at..found]));
            parts.Add(new UrlPart.Version(Spelling.Same));
            at = found + version.Length;
        }

        if (at < address.Length) parts.Add(new UrlPart.Literal(address[at..]));
        return new(parts);
    }

    /// <summary>
    /// The folder to list for newer versions, and a pattern with a group <c>version</c> for the names in it; null where nothing varies. A folder that
    /// is named by a part of the version (<c>2.15/</c>) is taken as it is for the current one: its line is followed, and no other.
    /// </summary>
    public (string Folder, string Pattern)? Listing(string current)
    {
        var marked = string.Concat(Parts.Select(part => part switch
        {
            UrlPart.Version { Spelling: var spelling } when !spelling.IsWhole => spelling.Write(current),
            UrlPart.Version => "\0",
            _ => part.For(current),
        }));
        var first = marked.IndexOf('\0', StringComparison.Ordinal);
        if (first < 0 || !marked.StartsWith("http", StringComparison.Ordinal)) return null;
        var folder = marked[..(marked.LastIndexOf('/', first) + 1)];
        if (folder.Length < "http://x/".Length) return null;
        var rest = marked[folder.Length..];
        var name = rest.Split('/')[0];
        var pattern = Regex.Escape(name).Replace("\0", "(?<version>[0-9][0-9A-Za-z._+~-]*?)", StringComparison.Ordinal);
        // Another packing of the same archive is the same release; a folder ends with a slash or not.
        pattern = Regex.Replace(pattern, @"\\\.tar\\\.(?:gz|bz2|xz|lz|zst)$", @"\.tar\.(?:gz|bz2|xz|lz|zst)", RegexOptions.NonBacktracking);
        return (folder, "^" + pattern + (rest.Length > name.Length ? "/?$" : "$"));
    }

    public override string ToString() => string.Concat(Parts.Select(part => part is UrlPart.Literal literal ? literal.Text : "{version}"));
}

/// <summary>A part of an address. Closed.</summary>
public abstract record UrlPart
{
    UrlPart()
    {
    }

    public abstract string For(string version);

    public sealed record Literal(string Text) : UrlPart
    {
        public override string For(string version) => Text;
    }

    public sealed record Version(Spelling Spelling) : UrlPart
    {
        public override string For(string version) => Spelling.Write(version);
    }
}
