using System.Text;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>The files that a unified diff changes.</summary>
static class PatchFiles
{
    const int Most = 2_000;

    /// <param name="strip">As <c>patch -p</c>.</param>
    /// <returns>Paths without the stripped folders; those that leave the folder, and <c>/dev/null</c>, are left out.</returns>
    public static IReadOnlySet<string> Of(byte[] patch, int strip)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Encoding.Latin1.GetString(patch).Split('\n'))
        {
            if (found.Count >= Most || (!line.StartsWith("--- ", StringComparison.Ordinal) && !line.StartsWith("+++ ", StringComparison.Ordinal))) continue;
            var name = line[4..].TrimEnd('\r');
            var tab = name.IndexOf('\t', StringComparison.Ordinal);
            name = (tab < 0 ? name : name[..tab]).Trim();
            if (name.Length == 0 || name == "/dev/null") continue;
            var parts = name.Split('/');
            if (parts.Length <= strip || parts.Contains("..")) continue;
            found.Add(string.Join('/', parts[strip..].Where(part => part is not ("" or "."))));
        }

        return found;
    }
}
