using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>One line of a diff with the numbers that it has before and after; null where it is not there.</summary>
sealed record DiffRow(int? Old, int? New, char Kind, string Text)
{
    public static IEnumerable<DiffRow> Of(HunkInfo hunk)
    {
        var (old, fresh) = (hunk.OldStart, hunk.NewStart);
        foreach (var line in hunk.Lines)
        {
            var (kind, text) = line.Length == 0 ? (' ', "") : (line[0], line[1..]);
            yield return kind switch
            {
                '+' => new DiffRow(null, fresh++, kind, text),
                '-' => new DiffRow(old++, null, kind, text),
                '\\' => new DiffRow(null, null, kind, text.Trim()),
                _ => new DiffRow(old++, fresh++, ' ', text),
            };
        }
    }
}
