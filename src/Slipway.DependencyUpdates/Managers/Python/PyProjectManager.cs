using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Toml;

namespace Slipway.DependencyUpdates.Managers.Python;

/// <summary>Requirements of a <c>pyproject.toml</c>: PEP 621 and 735 lists, the build's, and Poetry's tables.</summary>
sealed class PyProjectManager : IManager
{
    static readonly string[] s_locks = ["poetry.lock", "uv.lock", "pdm.lock", "pylock.toml"];

    public string Name => "pyproject";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == "pyproject.toml" || path.EndsWith("/pyproject.toml", StringComparison.Ordinal)), file =>
    {
        var entries = TomlScanner.Read(file);
        var locked = s_locks.FirstOrDefault(name => files.Beside(file.Path, name)) is { } found
            ? $"{found} holds what it needs as well, and Slipway runs no package manager: change the version, then lock again with the tool that made it."
            : null;
        var registry = entries.FirstOrDefault(entry => entry is { Table: "tool.uv.index" or "tool.poetry.source", Key: "url" })?.Raw;
        foreach (var entry in entries)
        {
            if (IsList(entry))
            {
                if (RequirementLine.Read(Name, file, entry.Start, entry.Raw, registry) is { } component) findings.Add(file, component with { Locked = locked });
                else findings.Add(file, entry.Start, $"\"{entry.Raw}\" is no requirement.", "Write name==version.");
            }
            else if (IsPoetry(entry) is { } name) findings.Add(file, Poetry(file, name, entry, registry) with { Locked = locked });
        }
    });

    static bool IsList(TomlEntry entry) => entry.InList && ((entry.Table == "project" && entry.Key is "dependencies") || entry.Table is "project.optional-dependencies" or "dependency-groups" || (entry is { Table: "build-system", Key: "requires" })
        || (entry.Table == "project" && entry.Key.StartsWith("optional-dependencies.", StringComparison.Ordinal)));

    static string? IsPoetry(TomlEntry entry)
    {
        var table = entry.Table is "tool.poetry.dependencies" or "tool.poetry.dev-dependencies" || (entry.Table.StartsWith("tool.poetry.group.", StringComparison.Ordinal) && entry.Table.EndsWith(".dependencies", StringComparison.Ordinal));
        if (!table || entry.InList) return null;
        var name = entry.Key.EndsWith(".version", StringComparison.Ordinal) ? entry.Key[..^".version".Length] : entry.Key;
        return name.Contains('.', StringComparison.Ordinal) || name == "python" ? null : name;
    }

    Component Poetry(SourceFile file, string name, TomlEntry entry, string? registry)
    {
        var start = entry.Raw.Length > 0 && entry.Raw[0] is '^' or '~' or '=' ? entry.Raw.AsSpan().IndexOfAnyExcept('^', '~', '=') : 0;
        var version = start < 0 ? "" : entry.Raw[start..];
        if (version.Length == 0 || !char.IsAsciiDigit(version[0]) || version.AsSpan().IndexOfAny(" ,|<>*") >= 0)
            return new(Name, name, entry.In(file)) { Current = "", Places = [], Unwatched = $"It takes any version \"{entry.Raw}\"." };
        return new(Name, name, file.Place(entry.Start + start, version.Length)) { Query = new(DatasourceNames.PyPi, name, registry) };
    }
}
