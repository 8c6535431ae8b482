using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>
/// <c>config/software_versions.yml</c>: version and checksum of each component as data. Its form: <c>version</c> and <c>sha256</c>; or
/// <c>current</c> and <c>next</c> with a map <c>checksums</c>; and <c>ubt</c> for the prebuilt archive.
/// </summary>
sealed class VersionsFile
{
    public const string Path = "config/software_versions.yml";

    readonly Dictionary<string, IReadOnlyList<VersionEntry>> _entries = new(StringComparer.Ordinal);

    public SourceFile? File { get; private set; }

    public static VersionsFile Read(ProjectFiles files, Findings findings)
    {
        var versions = new VersionsFile();
        findings.Each(files.Named(path => path == Path), file =>
        {
            versions.File = file;
            if (YamlReader.Read(file, tolerant: true) is not YamlMap map) return;
            foreach (var (name, value) in map.Entries)
            {
                if (value is YamlMap entry) versions._entries[name.Text] = [.. Entries(file, entry)];
                else findings.Add(file, name.Start, $"\"{name.Text}\" is no map.", "Write version: and sha256: below it.");
            }
        });
        return versions;
    }

    public IEnumerable<string> Names => _entries.Keys;

    public IReadOnlyList<VersionEntry> Find(string? name) => name is null ? [] : _entries.GetValueOrDefault(name, []);

    static IEnumerable<VersionEntry> Entries(SourceFile file, YamlMap entry)
    {
        var bundle = entry.Map("ubt")?.Scalar("sha256")?.In(file);
        foreach (var track in (string[])["version", "current", "next"])
        {
            if (entry.Scalar(track) is not { AsWritten: true } version) continue;
            var sums = entry.Map("checksums");
            var own = sums?.Entries.FirstOrDefault(sum => sum.Key.Text == version.Text).Key;
            if (entry.Scalar("sha256") is { } one) yield return new(track, version.In(file), new(one.In(file), "sha256", null), bundle);
            else if (sums is { Entries: [.., var last] }) yield return new(track, version.In(file), Added(file, last.Key, last.Value), bundle);
            else yield return new(track, version.In(file), null, bundle);
        }
    }

    /// <summary>Another line in the map: the checksums of what stays selectable are kept.</summary>
    static ChecksumPlace Added(SourceFile file, YamlScalar key, YamlNode value)
    {
        var lineStart = file.Text.LastIndexOf('\n', Math.Max(0, key.Start - 1)) + 1;
        var indent = file.Text[lineStart..key.Start].TrimEnd('"', '\'');
        var end = value is YamlScalar sum ? sum.Start + sum.Length + (sum.Quoted ? 1 : 0) : value.Start;
        var at = file.Text.IndexOf('\n', end);
        var newLine = at > 0 && file.Text[at - 1] == '\r' ? "\r\n" : "\n";
        if (at < 0) return new(file.Place(file.Text.Length, 0), "sha256", null) { Before = $"{newLine}{indent}{{version}}: " };
        return new(file.Place(at + 1, 0), "sha256", null) { Before = $"{indent}{{version}}: ", After = newLine };
    }
}

/// <param name="Track"><c>version</c>, <c>current</c> or <c>next</c>.</param>
/// <param name="Bundle">The prebuilt archive's checksum.</param>
sealed record VersionEntry(string Track, Place Version, ChecksumPlace? Checksum, Place? Bundle);
