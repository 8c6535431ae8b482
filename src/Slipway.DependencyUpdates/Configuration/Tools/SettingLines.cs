namespace Slipway.DependencyUpdates.Configuration.Tools;

/// <summary>Lines of <c>key = value</c>, in sections or without: what npmrc, pip.conf and Go's env have in common.</summary>
static class SettingLines
{
    const int Most = 10_000;

    /// <param name="section">As in <c>[global]</c>; null: the file has none.</param>
    /// <returns>The last one, as a file overrules itself; null: it is not there.</returns>
    public static string? Find(string? text, string? section, string key)
    {
        string? found = null;
        var here = section is null;
        foreach (var raw in (text ?? "").Split('\n').Take(Most))
        {
            var line = raw.Trim();
            if (line is ['#' or ';', ..]) continue;
            if (line is ['[', .., ']']) here = section is null || line[1..^1].Trim() == section;
            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (here && cut > 0 && line[..cut].Trim() == key) found = line[(cut + 1)..].Trim().Trim('"');
        }

        return found;
    }
}
