using System.Globalization;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>
/// Reads what <c>git diff-tree -z --raw --numstat</c> writes (git-diff(1), "Raw output format" and "Other diff formats"). Names are between NULs, so no
/// name can be taken for anything else.
/// </summary>
static class RawChangeReader
{
    /// <exception cref="FormatException">git does not write such.</exception>
    public static IReadOnlyList<RawChange> Changes(ReadOnlySpan<string> records, out int used)
    {
        var all = new List<RawChange>();
        used = 0;
        while (used < records.Length && records[used].StartsWith(':'))
        {
            if (records[used][1..].Split(' ') is not [var oldMode, var newMode, var oldObject, var newObject, { Length: > 0 } status])
            {
                throw new FormatException($"'{records[used]}' is no raw record.");
            }

            var two = status[0] is 'R' or 'C';
            if (used + (two ? 2 : 1) >= records.Length)
            {
                throw new FormatException("A raw record ends early.");
            }

            all.Add(new RawChange(oldMode, newMode, oldObject, newObject, status[0], records[used + 1], records[used + (two ? 2 : 1)]));
            used += two ? 3 : 2;
        }

        return all;
    }

    /// <summary>The counts of these changes, in their order.</summary>
    /// <exception cref="FormatException">git does not write such.</exception>
    public static IReadOnlyList<LineCount> Counts(ReadOnlySpan<string> records, IReadOnlyList<RawChange> changes)
    {
        var all = new List<LineCount>();
        var at = 0;
        foreach (var change in changes)
        {
            if (at >= records.Length || records[at].Split('\t', 3) is not [var added, var deleted, var path])
            {
                throw new FormatException("A change has no count of lines.");
            }

            all.Add(new LineCount(Number(added), Number(deleted)));
            // With two names, they follow in records of their own.
            at += path.Length == 0 ? 3 : 1;
        }

        return all;
    }

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
