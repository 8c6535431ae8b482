using System.Text.RegularExpressions;

namespace Slipway.Pipelines.Includes;

/// <summary>A pattern of <c>include: local</c>, with GitLab's meaning: <c>*</c> stays within a folder, <c>**</c> does not.</summary>
static class IncludeGlob
{
    const int MaxFiles = 150;

    public static bool IsPattern(string path) => path.Contains('*', StringComparison.Ordinal);

    /// <summary>The files, in the order of their names; one more than are allowed at the most.</summary>
    public static IEnumerable<string> Find(string pattern, IEnumerable<string> files)
    {
        var text = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        var regex = new Regex($@"\A{text}\z", RegexOptions.NonBacktracking | RegexOptions.Singleline, TimeSpan.FromSeconds(2));
        return files.Where(file => IsYaml(file) && regex.IsMatch(file)).Order(StringComparer.Ordinal).Take(MaxFiles + 1);
    }

    public static bool IsYaml(string path) => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);
}
