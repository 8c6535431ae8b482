namespace Slipway.Pipelines.Reading;

/// <summary>What somebody probably meant.</summary>
static class Suggestion
{
    const int MaxKnown = 2_000;

    /// <summary>"Did you mean x?", or what there is where nothing is near; null where that is too much.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        var names = known.Take(MaxKnown).ToList();
        var near = names.Select(name => (Name: name, Distance: Distance(written, name))).Where(pair => pair.Distance <= Math.Max(1, Math.Min(written.Length, pair.Name.Length) / 3)).ToList();
        if (near.Count > 0) return $"Did you mean \"{near.MinBy(pair => pair.Distance).Name}\"?";
        return names.Count is > 0 and <= 12 ? $"There are: {string.Join(", ", names)}." : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; case counts as nothing.</summary>
    static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 4 || one.Length > 64) return int.MaxValue;
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Same(one[i - 1], other[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1])) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }

    static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
