using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Locks.Go;

/// <summary>What a go.mod asks for.</summary>
/// <param name="Language">Of its <c>go</c> line.</param>
/// <param name="Says">Requirements and language, in order: the same text means the same.</param>
sealed partial record GoModText(string? Language, IReadOnlyList<(string Module, string Version)> Requires, string Says)
{
    public static GoModText Read(byte[] bytes)
    {
        var (block, language, toolchain, requires) = ("", (string?)null, "", new List<(string Module, string Version)>());
        foreach (var raw in Encoding.UTF8.GetString(bytes).Split('\n').Take(100_000))
        {
            var line = raw.IndexOf("//", StringComparison.Ordinal) is >= 0 and var cut ? raw[..cut].Trim() : raw.Trim();
            if (Opens().Match(line) is { Success: true } opens) block = opens.Groups["word"].Value;
            else if (line == ")") block = "";
            else if (line.StartsWith("go ", StringComparison.Ordinal)) language = line[3..].Trim();
            else if (line.StartsWith("toolchain ", StringComparison.Ordinal)) toolchain = line;
            else if ((block == "require" ? line : line.StartsWith("require ", StringComparison.Ordinal) ? line["require ".Length..] : "").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var module, var version]) requires.Add((module.Trim('"'), version));
        }

        return new(language, requires, string.Join('\n', requires.Select(one => $"{one.Module} {one.Version}").Order(StringComparer.Ordinal).Prepend($"{language} {toolchain}")));
    }

    [GeneratedRegex(@"^(?<word>\w+)\s*\($", RegexOptions.NonBacktracking)]
    private static partial Regex Opens();
}
