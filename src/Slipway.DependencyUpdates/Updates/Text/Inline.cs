using System.Text;

namespace Slipway.DependencyUpdates.Updates.Text;

/// <summary>Words of upstream's in a text of ours: they must not become links, mentions, commands of the forge or other lines.</summary>
static class Inline
{
    const int Most = 300;

    /// <summary>One line without control characters.</summary>
    public static string Line(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length > Most ? line[..Most] + "…" : line;
    }

    /// <summary>As code: nothing in it is Markdown.</summary>
    public static string Code(string text) => Line(text) is var line && line.Contains('`', StringComparison.Ordinal) ? $"`` {line.Replace("``", "` `", StringComparison.Ordinal)} ``" : $"`{line}`";

    /// <summary>Prose with Markdown's and HTML's marks disarmed.</summary>
    public static string Prose(string text)
    {
        var result = new StringBuilder();
        foreach (var c in Line(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '!' or '|' or '~' or '@' or '&') result.Append('\\');
            result.Append(c);
        }

        // A mention is one even after a backslash in some forges: a zero-width space ends that.
        return result.Replace("\\@", "@\u200B").ToString();
    }

    /// <summary>A block of upstream's lines, quoted as code.</summary>
    public static string Block(string text, int lines)
    {
        var all = text.ReplaceLineEndings("\n").Split('\n').Select(Line).ToList();
        var kept = all.Take(lines).Select(line => line.Replace("```", "'''", StringComparison.Ordinal).Replace("@", "@\u200B", StringComparison.Ordinal)).ToList();
        if (all.Count > lines) kept.Add("…");
        return $"```text\n{string.Join('\n', kept).Trim('\n')}\n```";
    }
}
