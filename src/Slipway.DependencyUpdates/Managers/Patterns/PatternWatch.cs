using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Managers.Patterns;

/// <summary>Finds versions in any text file.</summary>
/// <param name="Files">Globs of paths.</param>
/// <param name="Expression">With a group <c>version</c>; <c>name</c>, <c>package</c>, <c>registry</c>, <c>datasource</c>, <c>sha256</c> and <c>sha512</c> where they are in the file. In time linear in the text.</param>
/// <param name="Name">What the component is called; null: the group <c>name</c>.</param>
/// <param name="Query">With the package of the groups put in where it has none.</param>
public sealed record PatternWatch(IReadOnlyList<PathGlob> Files, Regex Expression, string? Name, DatasourceQuery? Query)
{
    public string? Scheme { get; init; }

    public string? TagPattern { get; init; }

    public string? Allowed { get; init; }

    /// <summary>With <c>{version}</c>; what the checksums of the pattern are of.</summary>
    public string? Archive { get; init; }

    /// <summary>Where it is configured, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>Null where the expression cannot be read, or would need more than linear time.</summary>
    public static Regex? Compile(string expression, out string why)
    {
        why = "";
        if (expression.Length > 2_000)
        {
            why = "it has more than 2000 characters";
            return null;
        }

        try
        {
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
        }
        catch (NotSupportedException)
        {
            why = "it looks ahead or behind, refers back, or repeats too much";
        }
        catch (ArgumentException wrong)
        {
            why = wrong is RegexParseException parse ? $"{parse.Error} at character {parse.Offset}" : "it cannot be read";
        }

        return null;
    }
}
