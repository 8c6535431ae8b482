using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Definitions to components: brings together the version, wherever it is written, with its source and its checksums.</summary>
sealed partial class ComponentMaker(ProjectFiles files, CustomSources sources, VersionsFile versions, Findings findings)
{
    readonly HashSet<string> _used = new(StringComparer.Ordinal);
    readonly HashSet<string> _seenFiles = new(StringComparer.Ordinal);

    public void Make(Definition definition)
    {
        // A definition that only chooses another one names nothing.
        if (definition.Name is null) return;
        foreach (var (name, version) in definition.Pins) findings.Add(definition.File, new Component("omnibus", name, version) { Query = new(DatasourceNames.PyPi, name) });
        var source = definition.SourceName ?? definition.Name;
        if (definition.FromVersionsFile && versions.Find(source) is { Count: > 0 } entries) FromVersionsFile(definition, source, entries);
        else if (definition.Versions.Count > 0) FromDefinition(definition);
        else if (definition.FromVersionsFile && VersionFile(source) is { } file) FromVersionFile(definition, file, source);
        else if (definition.Local) return;
        else Unread(definition);
    }

    /// <summary>What the data files name and no definition uses.</summary>
    public void MakeRest()
    {
        foreach (var name in versions.Names.Where(name => !_used.Contains(name)))
        {
            foreach (var entry in versions.Find(name)) findings.Add(versions.File!, Basic(entry, name) with { Query = GitOf(name) });
        }

        foreach (var name in sources.Names.Where(name => !_used.Contains(name)))
        {
            if (VersionFile(name) is { } file && _seenFiles.Add(file.Path)) findings.Add(file, OfVersionFile(file, name));
        }
    }

    void FromDefinition(Definition definition)
    {
        _used.Add(definition.SourceName ?? definition.Name!);
        var current = definition.Current;
        var archive = definition.Archives.Find(found => found.Url is { Varies: true }) ?? definition.Archives.FirstOrDefault();
        var places = new List<Place>(definition.Versions);
        var checksums = new List<ChecksumPlace>();
        var ownBlock = definition.Blocks.Find(block => block.Version is null || block.Version.Value.Text == current);
        foreach (var block in definition.Blocks.Where(block => block.Version is null || block.Version.Value.Text == current))
        {
            if (definition.Blocks.Count > 1 && block.Version is { } literal) checksums.AddRange(CopyOf(definition, block, literal, block.Archive ?? archive?.Url));
            else
            {
                if (block.Version is { } own) places.Add(own);
                checksums.AddRange(block.Checksums.Select(sum => new ChecksumPlace(sum.Place, sum.Algorithm, block.Archive ?? archive?.Url)));
            }
        }

        if (archive is not null) checksums.AddRange(archive.Checksums.Select(sum => new ChecksumPlace(sum.Place, sum.Algorithm, archive.Url)));
        places.AddRange(Mentions(definition, archive, current).Where(place => !places.Contains(place)));
        var (query, reason) = Query(definition, archive, ownBlock);
        findings.Add(definition.File, new Component("omnibus", definition.Name!, definition.Versions[0])
        {
            Current = current, Places = places, Checksums = checksums, Query = query, Unwatched = reason, Archive = (archive?.Url ?? ownBlock?.Archive) is { Varies: true } url ? url : null,
            DependsOn = definition.Dependencies, License = definition.License, Patches = Patches(definition), Notes = Notes(definition),
            BundleChecksums = [.. definition.Bundles.Where(bundle => bundle is { Literal: null, Checksum: not null }).Select(bundle => bundle.Checksum!.Value)], Locked = Locked(definition, archive, checksums),
        });
    }

    /// <summary>Several versions stay selectable: the new one's block is put in before the old one.</summary>
    static IEnumerable<ChecksumPlace> CopyOf(Definition definition, VersionBlock block, Place version, UrlTemplate? archive)
    {
        if (block.Checksums is not [var sum]) return block.Checksums.Select(each => new ChecksumPlace(each.Place, each.Algorithm, archive));
        var text = definition.File.Text;
        var lineStart = text.LastIndexOf('\n', Math.Max(0, block.Start - 1)) + 1;
        var indent = text[lineStart..block.Start];
        var before = text[block.Start..version.Start] + "{version}" + text[version.End..sum.Place.Start];
        return [new ChecksumPlace(definition.File.Place(block.Start, 0), sum.Algorithm, archive) { Before = before, After = text[sum.Place.End..block.End] + "\n" + indent }];
    }

    /// <summary>The version in a literal address or relative path.</summary>
    static IEnumerable<Place> Mentions(Definition definition, ArchiveSource? archive, string current)
    {
        if (current.Length < 3) yield break;
        foreach (Match found in LiteralUse().Matches(definition.File.Text))
        {
            var value = found.Groups["value"];
            for (var at = value.Value.IndexOf(current, StringComparison.Ordinal); at >= 0; at = value.Value.IndexOf(current, at + current.Length, StringComparison.Ordinal))
                yield return definition.File.Place(value.Index + at, current.Length);
        }
    }

    (DatasourceQuery? Query, string? Reason) Query(Definition definition, ArchiveSource? archive, VersionBlock? block)
    {
        var current = definition.Current;
        if (Branch().IsMatch(current)) return (null, $"It follows the branch {current}: there is no version to update.");
        var git = definition.Git ?? (definition.GitOfCustomSource ? sources.Find(definition.SourceName ?? definition.Name) : null);
        if (git is not null) return (new(Commit().IsMatch(current) ? DatasourceNames.GitRefs : DatasourceNames.GitTags, git), null);
        if ((archive?.Url ?? block?.Archive)?.Listing(current) is { } listing) return (new(DatasourceNames.Listing, listing.Folder) { Pattern = listing.Pattern }, null);
        if (definition.VersionList is { } list) return (new(DatasourceNames.Listing, list.Url) { Pattern = Filter(list.Filter) }, null);
        if (definition.Installed is { } package) return (new(package.Ecosystem, package.Package), null);
        return (null, definition.Local ? "Its source is a part of the project." : null);
    }

    /// <summary><c>*.tar.gz</c> as a pattern with the version in it; null for any archive.</summary>
    static string? Filter(string? filter) => filter is null || !filter.Contains('*', StringComparison.Ordinal)
        ? null
        : "^" + Regex.Escape(filter).Replace(@"\*", "[A-Za-z_.+-]*?(?<version>[0-9][0-9A-Za-z._+~-]*?)", StringComparison.Ordinal) + "$";

    DatasourceQuery? GitOf(string name) => sources.Find(name) is { } url ? new(DatasourceNames.GitTags, url) : null;

    static IReadOnlyList<string> Notes(Definition definition) =>
        [.. definition.Bundles.Where(bundle => bundle.Literal is not null).Select(bundle => $"The prebuilt archive stays at {bundle.Written}: its version is written out beside the default version.")];

    static string? Locked(Definition definition, ArchiveSource? archive, List<ChecksumPlace> checksums)
    {
        if (definition.Bundles.Exists(bundle => bundle is { Literal: null, Checksum: not null }))
            return "Its prebuilt archive follows the version and has a checksum of its own, and nothing says where it is downloaded from. Give the component a bundle: with {version} in slipway-deps.yml, or change both by hand.";
        return checksums.Exists(sum => sum.Archive is null or { Varies: false }) && archive is { Url: null }
            ? $"The address \"{archive.Written}\" is computed, so the new archive's checksum cannot be known. Write it with #{{version}} in it."
            : archive is { Url.Varies: false, Checksums.Count: > 0 } ? $"The address {archive.Written} does not hold the version, so the new archive cannot be found. Write it with #{{version}} in it." : null;
    }

    static IReadOnlyList<PatchReference> Patches(Definition definition)
    {
        var folder = definition.File.Path[..(definition.File.Path.LastIndexOf("software/", StringComparison.Ordinal))] + "patches/" + definition.Name;
        return [.. definition.Patches.Select(patch => patch with { Path = $"{folder}/{patch.Path}" })];
    }

    [GeneratedRegex(@"(?:^|\s)(?:relative_path|(?:source\s+)?url:|source\s+url:)\s*\(?(?<quote>['""])(?<value>[^'""\n]*)['""]", RegexOptions.None, 1000)]
    private static partial Regex LiteralUse();

    [GeneratedRegex("^[A-Za-z][A-Za-z_/-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Branch();

    [GeneratedRegex("^[0-9a-f]{40}(?:[0-9a-f]{24})?$", RegexOptions.NonBacktracking)]
    internal static partial Regex Commit();
}
