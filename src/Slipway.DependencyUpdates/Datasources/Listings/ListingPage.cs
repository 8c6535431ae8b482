using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources.Listings;

/// <summary>
/// Reads what Apache, nginx, lighttpd, Caddy, Python and others write: links in rows of a table, in items of a list or in lines of a
/// <c>pre</c>. All that is read is each link and the text to the next one, where the time stands.
/// </summary>
static partial class ListingPage
{
    const int MaxEntries = 50_000, MaxText = 2000;

    static readonly string[] Formats = ["dd-MMM-yyyy HH:mm:ss", "dd-MMM-yyyy HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MMM-dd HH:mm:ss", "yyyy-MMM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss"];

    /// <summary>The links to what is directly in the folder, without doubles.</summary>
    public static List<ListingEntry> Read(byte[] page, Uri folder)
    {
        var html = Encoding.UTF8.GetString(page);
        var entries = new List<ListingEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = NextAnchor(html, 0); at >= 0;)
        {
            var next = NextAnchor(html, at + 2);
            var end = html.IndexOf('>', at, Math.Min(html.Length - at, MaxText));
            if (end > 0 && (next < 0 || end < next) && Href(html.AsSpan(at, end - at)) is { } href && Child(folder, href) is { } child && seen.Add(child.Name))
            {
                var text = html.AsSpan(end, Math.Min((next < 0 ? html.Length : next) - end, MaxText));
                entries.Add(new(child.Name, child.Address, Time(text)));
                if (entries.Count > MaxEntries) throw new MalformedInputException("deps.listing-too-long", $"The folder has more than {MaxEntries} entries.");
            }

            at = next;
        }

        return entries;
    }

    static int NextAnchor(string html, int from)
    {
        while (from < html.Length)
        {
            var at = html.IndexOf("<a", from, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || at + 2 >= html.Length) return -1;
            if (char.IsWhiteSpace(html[at + 2])) return at;
            from = at + 2;
        }

        return -1;
    }

    static string? Href(ReadOnlySpan<char> tag)
    {
        var match = HrefPattern().Match(tag.ToString());
        return match.Success ? WebUtility.HtmlDecode(match.Groups["double"].Success ? match.Groups["double"].Value : match.Groups["single"].Success ? match.Groups["single"].Value : match.Groups["bare"].Value) : null;
    }

    /// <summary>Null: not directly in the folder (a parent, a sorting link, another host).</summary>
    static (string Name, Uri Address)? Child(Uri folder, string href)
    {
        if (href.Length is 0 or > 1000 || href[0] is '?' or '#' || !Uri.TryCreate(Base(folder), href, out var address) || address.Authority != folder.Authority || address.Query.Length > 0) return null;
        var parent = Base(folder).AbsolutePath;
        if (!address.AbsolutePath.StartsWith(parent, StringComparison.Ordinal)) return null;
        var name = Uri.UnescapeDataString(address.AbsolutePath[parent.Length..]);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return name.Length == 0 || (slash >= 0 && slash != name.Length - 1) || name.Any(char.IsControl) || name is "../" or "./" ? null : (name, address);
    }

    static Uri Base(Uri folder) => folder.AbsolutePath.EndsWith('/') || folder.AbsolutePath.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? new(folder, ".") : new(folder.GetLeftPart(UriPartial.Path) + "/");

    static DateTimeOffset? Time(ReadOnlySpan<char> text) =>
        TimePattern().Match(text.ToString()) is { Success: true } match && DateTimeOffset.TryParseExact(match.Value, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    [GeneratedRegex("""\shref\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'>]+))""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HrefPattern();

    [GeneratedRegex(@"\b(?:[0-9]{2}-[A-Za-z]{3}-[0-9]{4}|[0-9]{4}-(?:[0-9]{2}|[A-Za-z]{3})-[0-9]{2})[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimePattern();
}
