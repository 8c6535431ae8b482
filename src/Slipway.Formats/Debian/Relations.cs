using System.Text.RegularExpressions;

namespace Slipway.Formats.Debian;

/// <summary>Relationship fields, policy 7.1. apt refuses a whole index for one that it cannot parse.</summary>
internal static partial class Relations
{
    public static readonly string[] FieldNames =
        ["Depends", "Pre-Depends", "Recommends", "Suggests", "Enhances", "Breaks", "Conflicts", "Replaces", "Provides"];

    public static void Check(string field, string value)
    {
        var groups = value.Split(',');
        for (var i = 0; i < groups.Length; i++)
        {
            // A comma at the end is common, and harmless.
            if (i == groups.Length - 1 && groups[i].AsSpan().Trim(Blanks).IsEmpty) return;
            foreach (var alternative in groups[i].Split('|')) CheckOne(field, alternative);
        }
    }

    const string Blanks = " \t\n";

    static void CheckOne(string field, string text)
    {
        var match = Relation().Match(text.Trim(' ', '\t', '\n'));
        if (!match.Success || (match.Groups["version"] is { Success: true } version && !DebianVersion.TryParse(version.Value, out _)))
            throw new MalformedInputException("control.bad-relation", $"The field {field} cannot be understood at \"{ErrorText.Show(text.Trim())}\".");
    }

    // dpkg takes upper case and underscores in what is referred to, although policy does not.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+._-]*(:[a-z0-9][a-z0-9-]*)?([ \t\n]*\([ \t\n]*(<<|<=|=|>=|>>|<|>)[ \t\n]*(?<version>[^ \t\n()]+)[ \t\n]*\))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Relation();
}
