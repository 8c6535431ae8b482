using System.Diagnostics.CodeAnalysis;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>
/// A dotenv report: lines <c>KEY=value</c>, keys of letters, digits and underscores, values as they are, without quotes, comments or escapes, as GitLab
/// reads it (Ci::ParseDotenvArtifactService).
/// </summary>
static class Dotenv
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxVariables = 150;

    /// <returns>What is wrong, or null.</returns>
    public static string? Read(string text, out IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        variables = [];
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            if (trimmed.Trim().Length == 0)
            {
                continue;
            }

            if (!TryRead(trimmed, out var key, out var value))
            {
                return "A line of the dotenv report is not KEY=value.";
            }

            all[key] = value;
            if (all.Count > MaxVariables)
            {
                return $"The dotenv report has more than {MaxVariables} variables.";
            }
        }

        variables = [.. all];
        return null;
    }

    static bool TryRead(string line, [NotNullWhen(true)] out string? key, [NotNullWhen(true)] out string? value)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        key = equals > 0 ? line[..equals].Trim() : null;
        value = equals > 0 ? line[(equals + 1)..].Trim() : null;
        return key is { Length: > 0 } && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !value!.Contains('\0', StringComparison.Ordinal);
    }
}
