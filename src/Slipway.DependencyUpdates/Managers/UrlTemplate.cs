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
    /// The folder above the first part that varies, and a pattern with a group <c>version</c> for the names in it (or one level below); null where
    /// nothing varies.
    /// </summary>
    public (string Folder, string Pattern)? Listing()
    {
        var marked = string.Concat(Parts.Select(part => part is UrlPart.Literal literal ? literal.Text : "\0"));
        var first = marked.IndexOf('\0', StringComparison.Ordinal);
        if (first < 0 || !marked.StartsWith("http", StringComparison.Ordinal)) return null;
        var folder = marked[..(marked.LastIndexOf('/', first) + 1)];
        var name = marked[(marked.LastIndexOf('/') + 1)..];
        if (!name.Contains('\0', StringComparison.Ordinal)) name = marked[folder.Length..].Split('/')[0];
        if (folder.Length < "http://x/".Length) return null;
        var pattern = Regex.Escape(name).Replace("\0", "(?<version>[0-9][0-9A-Za-z._+~-]*?)", StringComparison.Ordinal);
        // Another packing of the same archive is the same release.
        pattern = Regex.Replace(pattern, @"\\\.tar\\\.(?:gz|bz2|xz|lz|zst)$", @"\.tar\.(?:gz|bz2|xz|lz|zst)", RegexOptions.NonBacktracking);
        return (folder, "^" + pattern + "/?$");
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
