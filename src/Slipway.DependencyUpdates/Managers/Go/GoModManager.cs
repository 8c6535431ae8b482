using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Go;

/// <summary>Modules of a <c>go.mod</c>.</summary>
sealed partial class GoModManager : IManager
{
    public string Name => "go";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == "go.mod" || path.EndsWith("/go.mod", StringComparison.Ordinal)), file =>
    {
        var block = "";
        var replaced = file.Lines().Select(line => Replacement().Match(line.Text)).Where(found => found.Success).Select(found => found.Groups["module"].Value).ToHashSet(StringComparer.Ordinal);
        var sums = files.Beside(file.Path, "go.sum");
        foreach (var (start, text) in file.Lines())
        {
            if (Opens().Match(text) is { Success: true } opens) block = opens.Groups["word"].Value;
            else if (text.TrimStart().StartsWith(')')) block = "";
            else if ((block == "require" || text.TrimStart().StartsWith("require ", StringComparison.Ordinal)) && Requirement().Match(text) is { Success: true } found) Tell(file, start, found, replaced, sums, findings);
            else if (block.Length == 0 && Language().Match(text) is { Success: true } language)
            {
                var version = language.Groups["version"];
                findings.Add(file, new Component(Name, language.Groups["word"].Value, file.Place(start + version.Index, version.Length))
                {
                    Unwatched = language.Groups["word"].Value == "go" ? "It is the language that the module is written in, not a thing that it takes." : null,
                });
            }
        }
    });

    void Tell(SourceFile file, int start, Match found, HashSet<string> replaced, bool sums, Findings findings)
    {
        var module = found.Groups["module"].Value;
        var version = found.Groups["version"];
        findings.Add(file, new Component(Name, module, file.Place(start + version.Index, version.Length))
        {
            Query = new(DatasourceNames.Go, module),
            Unwatched = found.Groups["indirect"].Success ? "It is indirect: it follows what needs it." : replaced.Contains(module) ? "It is replaced by another module or folder." : null,
            Lock = sums ? new("go-sum", file.Path[..^"mod".Length] + "sum", $"Run: go get {module}@VERSION && go mod tidy") : null,
        });
    }

    [GeneratedRegex(@"^\s*(?<word>require|replace|exclude|retract|tool|godebug|ignore)\s*\(", RegexOptions.NonBacktracking)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^\s*(?:require\s+)?""?(?<module>[A-Za-z0-9][^\s""]*)""?\s+(?<version>v[0-9]\S*)(?<indirect>\s*//\s*indirect)?", RegexOptions.NonBacktracking)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^\s*(?:replace\s+)?(?<module>\S+)(?:\s+v\S+)?\s+=>\s", RegexOptions.NonBacktracking)]
    private static partial Regex Replacement();

    [GeneratedRegex(@"^(?<word>go|toolchain)\s+(?:go)?(?<version>[0-9]\S*)", RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
