using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Listings;

/// <summary>
/// A folder of archives as a web server lists it. A release is an archive (its name without the ending), or a folder named like a version
/// where there is no archive.
/// </summary>
sealed class Listing : IDatasource
{
    public string Name => DatasourceNames.Listing;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        if (!Uri.TryCreate(query.Package, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw SourceException.BadQuery($"{query.Package} is no http or https URL of a folder.", "Give the folder's address.");
        var answer = await client.GetAsync(address, "text/html", ct);
        var entries = ListingPage.Read(answer.Body, address);
        var releases = query.Pattern is { } pattern ? Matching(entries, pattern) : Archives(entries);
        return new(releases, releases.Count > 0 ? [] : [$"The page has {entries.Count} links of its own folder, and none is a release."]);
    }

    static List<Release> Matching(IEnumerable<ListingEntry> entries, string pattern)
    {
        Regex regex;
        try
        {
            regex = new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(50));
        }
        catch (ArgumentException invalid)
        {
            throw SourceException.BadQuery($"The pattern can't be read: {invalid.Message}", "Correct it; it needs a group version.");
        }

        var releases = new List<Release>();
        foreach (var entry in entries)
        {
            try
            {
                if (regex.Match(entry.Name) is { Success: true } match && match.Groups["version"] is { Success: true } version) releases.Add(entry.As(version.Value));
            }
            catch (RegexMatchTimeoutException)
            {
                // Not a release that the pattern's author meant.
            }
        }

        return releases;
    }

    static List<Release> Archives(List<ListingEntry> entries)
    {
        var archives = entries.Select(entry => (Entry: entry, Stem: ArchiveName.Stem(entry.Name))).Where(pair => pair.Stem is not null).ToList();
        if (archives.Count > 0) return [.. archives.GroupBy(pair => pair.Stem!).Select(group => group.MinBy(pair => ArchiveName.Rank(pair.Entry.Name)).Entry.As(group.Key))];
        return [.. entries.Where(entry => entry.IsFolder && entry.Name.Any(char.IsAsciiDigit)).Select(entry => entry.As(entry.Name.TrimEnd('/')))];
    }
}
