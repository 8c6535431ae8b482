using System.Globalization;
using System.Text;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>
/// Reads the hunks of <c>git diff-tree -p</c>. A hunk says how many lines it has, and exactly those are taken: no line of a file is ever
/// taken for a header. Names in headers are not looked at; sections come in the order of the raw records.
/// </summary>
static class PatchReader
{
    public const int LongestLine = 2000;
    const int MostLinesOfFile = 5000;

    /// <summary>A section for each <c>diff --git</c>; its hunks are null where they have too many lines.</summary>
    /// <exception cref="FormatException">git does not write such.</exception>
    public static IReadOnlyList<IReadOnlyList<HunkInfo>?> Read(ReadOnlySpan<byte> patch)
    {
        var sections = new List<IReadOnlyList<HunkInfo>?>();
        List<HunkInfo>? hunks = null;
        var lines = 0;
        while (Next(ref patch, out var line))
        {
            if (line.StartsWith("diff --git "u8))
            {
                sections.Add(hunks = []);
                lines = 0;
            }
            else if (line.StartsWith("@@ -"u8))
            {
                if (hunks is null)
                {
                    throw new FormatException("A hunk comes before any file.");
                }

                var hunk = Hunk(Text(line), ref patch, lines);
                lines += hunk.Lines.Count;
                if (lines > MostLinesOfFile)
                {
                    sections[^1] = null;
                }

                hunks.Add(hunk);
            }
        }

        return sections;
    }

    static HunkInfo Hunk(string text, ref ReadOnlySpan<byte> patch, int before)
    {
        var end = text.IndexOf(" @@", 3, StringComparison.Ordinal);
        if (end < 0 || text[4..end].Split(" +") is not [var old, var fresh] || !TryRange(old, out var oldStart, out var oldLeft) || !TryRange(fresh, out var newStart, out var newLeft))
        {
            throw new FormatException("A hunk's header can't be understood.");
        }

        var lines = new List<string>();
        while (oldLeft > 0 || newLeft > 0)
        {
            if (!Next(ref patch, out var line))
            {
                throw new FormatException("A hunk ends early.");
            }

            var kind = line.IsEmpty ? (byte)' ' : line[0];
            switch (kind)
            {
                case (byte)' ':
                    (oldLeft, newLeft) = (oldLeft - 1, newLeft - 1);
                    break;
                case (byte)'-':
                    oldLeft--;
                    break;
                case (byte)'+':
                    newLeft--;
                    break;
                case (byte)'\\':
                    break;
                default:
                    throw new FormatException("A hunk has a line that is none.");
            }

            Keep(lines, line, before);
        }

        if (patch.StartsWith("\\ "u8) && Next(ref patch, out var note))
        {
            Keep(lines, note, before);
        }

        return new HunkInfo(oldStart, newStart, text[Math.Min(end + 4, text.Length)..], lines);
    }

    static void Keep(List<string> lines, ReadOnlySpan<byte> line, int before)
    {
        if (before + lines.Count <= MostLinesOfFile)
        {
            lines.Add(line.IsEmpty ? " " : Text(line));
        }
    }

    static bool TryRange(string text, out int start, out int count)
    {
        count = 1;
        var parts = text.Split(',');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count)));
    }

    static string Text(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLine * 4)]);
        return text.Length <= LongestLine ? text : text[..LongestLine] + "…";
    }

    static bool Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }
}
