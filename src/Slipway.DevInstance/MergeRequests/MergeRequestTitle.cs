using System.Text;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>GitLab's ways with titles: <c>Draft:</c>, <c>[Draft]</c> and <c>(Draft)</c> before it say that it is not ready.</summary>
static class MergeRequestTitle
{
    public const int Longest = 255;

    static readonly string[] Marks = ["draft:", "[draft]", "(draft)"];

    public static bool IsDraft(string title) => Marks.Any(mark => title.StartsWith(mark, StringComparison.OrdinalIgnoreCase));

    public static string AsDraft(string title) => IsDraft(title) ? title : Cut("Draft: " + title);

    /// <summary>Without any of the marks.</summary>
    public static string AsReady(string title)
    {
        var text = title.Trim();
        while (Marks.FirstOrDefault(mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) is { } mark)
        {
            text = text[mark.Length..].TrimStart();
        }

        return text;
    }

    public static string Of(string branch)
    {
        var text = branch.Replace('-', ' ').Replace('_', ' ');
        return Cut(char.ToUpperInvariant(text[0]) + text[1..]);
    }

    /// <summary>On one line, and no longer than is kept.</summary>
    public static string Cut(string title)
    {
        var text = new StringBuilder();
        foreach (var c in title.Trim())
        {
            text.Append(char.IsControl(c) ? ' ' : c);
        }

        var length = Math.Min(text.Length, Longest);
        return text.ToString(0, length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }
}
