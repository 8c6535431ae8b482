using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Toml;

namespace Slipway.DependencyUpdates.Managers.Cargo;

/// <summary>Crates of a <c>Cargo.toml</c>.</summary>
sealed class CargoManager : IManager
{
    static readonly string[] s_kinds = ["dependencies", "dev-dependencies", "build-dependencies"];

    static readonly string[] s_elsewhere = ["git", "path", "workspace"];

    public string Name => "cargo";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == "Cargo.toml" || path.EndsWith("/Cargo.toml", StringComparison.Ordinal)), file =>
    {
        var entries = TomlScanner.Read(file).Where(entry => !entry.InList).Select(entry => (Entry: entry, Path: Crate(entry))).Where(pair => pair.Path is not null).ToList();
        var locked = files.Nearest(file.Path, "Cargo.lock")?.Path;
        foreach (var crate in entries.GroupBy(pair => (pair.Entry.Table.StartsWith("target.", StringComparison.Ordinal) ? pair.Entry.Table : "", pair.Path!.Value.Kind, pair.Path.Value.Name)))
        {
            var version = crate.FirstOrDefault(pair => pair.Path!.Value.Key is "" or "version").Entry;
            var package = crate.FirstOrDefault(pair => pair.Path!.Value.Key == "package").Entry?.Raw ?? crate.Key.Name;
            var elsewhere = crate.Any(pair => s_elsewhere.Contains(pair.Path!.Value.Key));
            if (version is null || elsewhere)
            {
                var at = version ?? crate.First().Entry;
                findings.Add(file, new Component(Name, crate.Key.Name, at.In(file)) { Current = "", Places = [], Unwatched = "It comes from git or a folder, not from a registry." });
            }
            else findings.Add(file, Of(file, crate.Key.Name, package, version, locked));
        }
    });

    Component Of(SourceFile file, string name, string package, TomlEntry version, string? locked)
    {
        var start = version.Raw.AsSpan().IndexOfAnyExcept("^~= ");
        var text = start < 0 ? "" : version.Raw[start..];
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]) || text.AsSpan().IndexOfAny(",<>*") >= 0)
            return new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = $"It takes any version \"{version.Raw}\"." };
        return new(Name, name, file.Place(version.Start + start, text.Length))
        {
            Query = new(DatasourceNames.Crates, package),
            Lock = locked is null ? null : new("cargo-lock", locked, $"Change the version, then run: cargo update -p {package} --precise VERSION"),
        };
    }

    /// <summary><c>[dependencies] serde = "1"</c>, <c>serde.version = "1"</c>, <c>[dependencies.serde] version = "1"</c>, and the same below workspace and target.</summary>
    static (string Kind, string Name, string Key)? Crate(TomlEntry entry)
    {
        foreach (var kind in s_kinds)
        {
            if (entry.Table == kind || entry.Table == "workspace." + kind || (entry.Table.StartsWith("target.", StringComparison.Ordinal) && entry.Table.EndsWith("." + kind, StringComparison.Ordinal)))
            {
                var cut = entry.Key.IndexOf('.', StringComparison.Ordinal);
                return cut < 0 ? (kind, entry.Key, "") : (kind, entry.Key[..cut], entry.Key[(cut + 1)..]);
            }

            var at = entry.Table.LastIndexOf(kind + ".", StringComparison.Ordinal);
            if (at == 0 || (at > 0 && entry.Table[at - 1] == '.')) return (kind, entry.Table[(at + kind.Length + 1)..], entry.Key);
        }

        return null;
    }
}
