using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Components whose version is in a file of its own.</summary>
sealed partial class ComponentMaker
{
    void FromVersionsFile(Definition definition, string source, IReadOnlyList<VersionEntry> entries)
    {
        _used.Add(source);
        var archive = definition.Archives.Find(found => found.Url is { Varies: true })?.Url;
        foreach (var entry in entries)
        {
            var query = archive?.Listing(entry.Version.Text) is { } listing ? new DatasourceQuery(DatasourceNames.Listing, listing.Folder) { Pattern = listing.Pattern } : GitOf(source);
            var basic = Basic(entry, definition.Name!);
            findings.Add(versions.File!, basic with
            {
                Query = query, Archive = archive, License = definition.License, DependsOn = definition.Dependencies, Patches = Patches(definition),
                Checksums = [.. basic.Checksums.Select(sum => sum with { Archive = archive })],
            });
        }
    }

    static Component Basic(VersionEntry entry, string name) => new("omnibus", entry.Track == "version" ? name : $"{name} ({entry.Track})", entry.Version)
    {
        Checksums = entry.Checksum is null ? [] : [entry.Checksum],
        // What is built for users stays on its line; the next one is what may move on.
        Allowed = entry.Track == "current" ? Line(entry.Version.Text) : null,
        BundleChecksums = entry.Bundle is { } sum ? [sum] : [],
        Locked = entry.Bundle is null ? null : "Its prebuilt archive follows the version and has a checksum of its own (ubt), and nothing says where it is downloaded from. Give the component a bundle: with {version} in slipway-deps.yml, or change both by hand.",
    };

    static string? Line(string version) => version.Split('.') is [var major, var minor, _, ..] ? $"~> {major}.{minor}.0" : null;

    void FromVersionFile(Definition definition, SourceFile file, string source)
    {
        _used.Add(source);
        // gitaly.rb and git.rb both build from gitaly's version.
        if (!_seenFiles.Add(file.Path)) return;
        findings.Add(file, OfVersionFile(file, source) with { License = definition.License, DependsOn = definition.Dependencies, Patches = Patches(definition) });
    }

    Component OfVersionFile(SourceFile file, string name)
    {
        var text = file.Text.Trim();
        var place = file.Place(file.Text.IndexOf(text, StringComparison.Ordinal), text.Length);
        var follows = Branch().IsMatch(text);
        return new("omnibus", name, place)
        {
            Query = follows ? null : sources.Find(name) is { } url ? new(Commit().IsMatch(text) ? DatasourceNames.GitRefs : DatasourceNames.GitTags, url) : null,
            Unwatched = follows ? $"It follows the branch {text}: there is no version to update." : null,
        };
    }

    /// <summary><c>gitlab-shell</c>: GITLAB_SHELL_VERSION, or GITALY_SERVER_VERSION; <c>gitlab-rails</c>: VERSION.</summary>
    SourceFile? VersionFile(string name)
    {
        var upper = name.ToUpperInvariant().Replace('-', '_');
        string[] known = name is "gitlab-rails" or "gitlab-rails-ee" ? ["VERSION"] : [$"{upper}_VERSION", $"{upper}_SERVER_VERSION", $"{upper}_GEM_VERSION"];
        return known.Select(files.Open).FirstOrDefault(file => file is not null && file.Text.Trim() is { Length: > 0 and < 200 } text && !text.Contains('\n', StringComparison.Ordinal));
    }

    void Unread(Definition definition)
    {
        var at = definition.File.Text.IndexOf("default_version", StringComparison.Ordinal);
        if (at < 0) return;
        var end = definition.File.Text.IndexOf('\n', at);
        var line = (end < 0 ? definition.File.Text[at..] : definition.File.Text[at..end]).Trim();
        var own = line.Contains("__FILE__", StringComparison.Ordinal);
        findings.Add(definition.File, new Component("omnibus", definition.Name!, definition.File.Place(at, "default_version".Length))
        {
            Current = "", Places = [], DependsOn = definition.Dependencies, License = definition.License,
            Unwatched = own ? "Its version is made of the definition itself: it is a part of the project." : null,
        });
    }
}
