using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Patterns;

/// <summary>What the configuration's patterns find.</summary>
sealed class PatternManager(IReadOnlyList<PatternWatch> watches) : IManager
{
    const int MaxMatches = 1_000;

    static readonly string[] s_algorithms = ["sha256", "sha512", "sha1", "md5"];

    public string Name => "pattern";

    public void Read(ProjectFiles files, Findings findings)
    {
        foreach (var watch in watches)
        {
            var wanted = files.Named(path => watch.Files.Any(glob => glob.Matches(path))).ToList();
            // A pattern that finds nothing is a watch that fell asleep.
            if (wanted.Count == 0) findings.Missing(watch.Source, $"No file matches {string.Join(", ", watch.Files.Select(glob => glob.Text))}.", "Correct files:, or take the pattern out.");
            findings.Each(wanted, file => Read(file, watch, findings));
        }
    }

    void Read(SourceFile file, PatternWatch watch, Findings findings)
    {
        try
        {
            var matches = watch.Expression.Matches(file.Text).Take(MaxMatches).ToList();
            if (matches.Count == 0) findings.Add(file, -1, $"The pattern \"{watch.Expression}\" finds nothing here.", $"Correct it ({watch.Source}), or take the file out of it.");
            // The same component named more than once in a file is one that changes everywhere at once.
            foreach (var same in matches.GroupBy(match => (Value(match, "name") ?? Value(match, "depName"), Value(match, "package") ?? Value(match, "packageName"), Version(match)?.Value)))
                Tell(file, watch, [.. same], findings);
        }
        catch (RegexMatchTimeoutException)
        {
            findings.Add(file, -1, $"The pattern \"{watch.Expression}\" takes too long here.", $"Make it simpler ({watch.Source}).");
        }
    }

    void Tell(SourceFile file, PatternWatch watch, List<Match> matches, Findings findings)
    {
        var first = matches[0];
        var name = watch.Name ?? Value(first, "name") ?? Value(first, "package") ?? Value(first, "depName") ?? watch.Query?.Package;
        if (Version(first) is not { Length: > 0 } version || name is null) return;
        var archive = watch.Archive is null ? null : UrlTemplate.Of(watch.Archive, "{version}");
        var query = watch.Query ?? (Value(first, "datasource") is { } datasource ? new DatasourceQuery(datasource, "") : null);
        if (query is { Package: "" }) query = query with { Package = Value(first, "package") ?? Value(first, "packageName") ?? name };
        findings.Add(file, new Component(Name, name, file.Place(version.Index, version.Length))
        {
            Places = [.. matches.Select(Version).OfType<Group>().Select(group => file.Place(group.Index, group.Length)).Distinct()],
            Query = query is null ? null : query with { Registry = query.Registry ?? Value(first, "registry") ?? Value(first, "registryUrl") },
            Scheme = watch.Scheme, TagPattern = watch.TagPattern, Allowed = watch.Allowed, Archive = archive,
            Checksums = [.. matches.SelectMany(match => Checksums(file, match, archive)).DistinctBy(sum => sum.Place)],
        });
    }

    static IEnumerable<ChecksumPlace> Checksums(SourceFile file, Match match, UrlTemplate? archive)
    {
        foreach (var algorithm in s_algorithms.Where(algorithm => match.Groups[algorithm].Success))
            yield return new(file.Place(match.Groups[algorithm].Index, match.Groups[algorithm].Length), algorithm, archive);
        foreach (var name in (string[])["digest", "currentDigest"])
        {
            if (match.Groups[name] is { Success: true } digest) yield return new(file.Place(digest.Index, digest.Length), digest.Value.StartsWith("sha256:", StringComparison.Ordinal) ? "manifest" : "commit", null);
        }
    }

    static Group? Version(Match match) => match.Groups["version"] is { Success: true } version ? version : match.Groups["currentValue"] is { Success: true } current ? current : null;

    static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Length: > 0 } found ? found.Value : null;
}
