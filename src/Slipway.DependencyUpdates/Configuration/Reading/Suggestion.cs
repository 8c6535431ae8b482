namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>What somebody probably meant.</summary>
static class Suggestion
{
    public static string For(string written, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var near = names.Select(name => (Name: name, Distance: Distance(written, name))).OrderBy(pair => pair.Distance).FirstOrDefault();
        if (near.Name is not null && near.Distance <= Math.Max(1, written.Length / 3)) return $"Did you mean \"{near.Name}\"?";
        return $"There are: {string.Join(", ", names)}.";
    }

    /// <summary>Insertions, deletions and replacements; case counts as nothing.</summary>
    static int Distance(string one, string other)
    {
        if (one.Length > 64 || other.Length > 64) return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1;
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + cost));
            }
        }

        return row[other.Length];
    }
}
