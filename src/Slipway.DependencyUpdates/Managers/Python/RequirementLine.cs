using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Python;

/// <summary>A requirement of PEP 508, as far as updates need it: the name, and its version where it is pinned.</summary>
static partial class RequirementLine
{
    /// <param name="start">Where the text is in the file.</param>
    /// <returns>Null where the text is no requirement.</returns>
    public static Component? Read(string manager, SourceFile file, int start, string text, string? registry)
    {
        if (Requirement().Match(text) is not { Success: true } found) return null;
        var name = found.Groups["name"].Value;
        var operation = found.Groups["op"].Value;
        var version = found.Groups["version"];
        Component Unwatched(string reason) => new(manager, name, file.Place(start + found.Groups["name"].Index, name.Length)) { Current = "", Places = [], Unwatched = reason };
        if (found.Groups["url"].Success) return Unwatched("It comes from an address, not from an index.");
        if (!version.Success) return Unwatched("It names no version: whatever is newest is taken.");
        if (found.Groups["more"].Success || operation is not ("==" or "===" or "~=") || version.Value.Contains('*', StringComparison.Ordinal))
            return Unwatched($"It takes any version {operation}{version.Value}{found.Groups["more"].Value}.");
        return new(manager, name, file.Place(start + version.Index, version.Length)) { Query = new(DatasourceNames.PyPi, name, registry) };
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:(?<url>@\s*\S+)|\(?(?<op>===|==|~=|>=|<=|!=|<|>)\s*(?<version>[A-Za-z0-9.!+*_-]+)(?<more>\s*,[^;#)]*)?\)?)?\s*(?:;.*|#.*|--hash.*|\\.*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Requirement();
}
