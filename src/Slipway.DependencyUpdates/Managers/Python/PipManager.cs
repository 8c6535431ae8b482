using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Python;

/// <summary>Requirements and constraints files of pip.</summary>
sealed partial class PipManager : IManager
{
    public string Name => "pip";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(IsRequirements), file =>
    {
        var registry = (string?)null;
        Component? open = null;
        var hashes = new List<ChecksumPlace>();
        foreach (var (start, text) in file.Lines())
        {
            if (Index().Match(text) is { Success: true } index) registry = index.Groups["url"].Value;
            if (open is not null) Hashes(file, start, text, hashes);
            if (open is not null && !text.TrimEnd().EndsWith('\\')) Close();
            else if (open is null && text.Trim() is { Length: > 0 } line && line[0] is not ('#' or '-'))
            {
                if (RequirementLine.Read(Name, file, start, text, registry) is { } component)
                {
                    (open, hashes) = (component, []);
                    Hashes(file, start, text, hashes);
                    if (!text.TrimEnd().EndsWith('\\')) Close();
                }
                else if (!line.Contains("://", StringComparison.Ordinal) && !line.StartsWith('.')) findings.Add(file, start, $"\"{line}\" is no requirement.", "Write name==version.");
            }
        }

        if (open is not null) Close();

        void Close()
        {
            findings.Add(file, open! with
            {
                Checksums = hashes,
                Locked = hashes.Count > 1 ? "It has a hash for each of its files (pip-compile --generate-hashes): make them again with the same tool." : null,
            });
            open = null;
        }
    });

    static void Hashes(SourceFile file, int start, string text, List<ChecksumPlace> to)
    {
        foreach (Match found in Hash().Matches(text)) to.Add(new(file.Place(start + found.Groups["hex"].Index, found.Groups["hex"].Length), found.Groups["algorithm"].Value, null));
    }

    static bool IsRequirements(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".txt", StringComparison.Ordinal) && (name.StartsWith("requirements", StringComparison.Ordinal) || name.EndsWith("requirements.txt", StringComparison.Ordinal) || name is "constraints.txt" || path.Contains("requirements/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\s*(?:-i|--index-url)[\s=]+(?<url>https?://\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Index();

    [GeneratedRegex(@"--hash=(?<algorithm>sha256|sha384|sha512):(?<hex>[0-9a-f]{64,128})", RegexOptions.NonBacktracking)]
    private static partial Regex Hash();
}
