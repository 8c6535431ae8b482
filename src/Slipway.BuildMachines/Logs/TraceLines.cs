using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.BuildMachines.Logs;

/// <summary>The lines of a trace as HTML, in sections that fold. What is appended is encoded already.</summary>
sealed partial class TraceLines
{
    const int Deepest = 20;
    const int LongestMark = 300;

    readonly StringBuilder html = new();
    readonly StringBuilder line = new();
    readonly List<string> open = [];
    (string Name, bool Collapsed)? heading;

    public void Append(string encoded, string classes) =>
        _ = classes.Length > 0 ? line.Append($"<span class=\"{classes}\">{encoded}</span>") : line.Append(encoded);

    /// <summary>What comes next takes the line's place.</summary>
    public void Overwrite() => line.Clear();

    public void EndLine()
    {
        if (heading is var (name, collapsed))
        {
            html.Append($"<details class=\"section\"{(collapsed ? "" : " open")}><summary>").Append(line.Length > 0 ? line.ToString() : WebUtility.HtmlEncode(name)).Append("</summary>");
            open.Add(name);
            heading = null;
        }
        else
        {
            html.Append(line).Append('\n');
        }

        line.Clear();
    }

    /// <summary>Whether the text is the mark of a section's start or end, which is not shown; the heading follows on the start's line.</summary>
    public bool TryMark(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestMark || !text.StartsWith("section_", StringComparison.Ordinal))
        {
            return false;
        }

        var mark = Mark().Match(text.ToString());
        if (!mark.Success)
        {
            return false;
        }

        var name = mark.Groups["name"].Value;
        if (mark.Groups["kind"].Value == "end")
        {
            Close(name);
        }
        else if (heading is null && open.Count < Deepest)
        {
            EndStarted();
            heading = (name, mark.Groups["options"].Value.Contains("collapsed=true", StringComparison.Ordinal));
        }

        return true;
    }

    public string End()
    {
        if (heading is not null)
        {
            EndLine();
        }

        html.Append(line);
        CloseTo(0);
        return html.ToString();
    }

    void Close(string name)
    {
        if (heading is not null)
        {
            EndLine();
        }

        EndStarted();
        if (open.LastIndexOf(name) is var at and >= 0)
        {
            CloseTo(at);
        }
    }

    void EndStarted()
    {
        if (line.Length > 0)
        {
            EndLine();
        }
    }

    void CloseTo(int count)
    {
        for (; open.Count > count; open.RemoveAt(open.Count - 1))
        {
            html.Append("</details>");
        }
    }

    [GeneratedRegex(@"^section_(?<kind>start|end):[0-9]+:(?<name>[A-Za-z0-9_.-]+)(?<options>\[[^\]]*\])?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
