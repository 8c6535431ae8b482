using System.Text;

namespace Slipway.DependencyUpdates.Locks.Ruby;

/// <summary>A version of a gem in the compact index.</summary>
/// <param name="Needs">Gems, and what it wants of ruby and rubygems; in order.</param>
sealed record IndexedGem(string Needs, string? Checksum);

/// <summary><c>VERSION[-PLATFORM] NAME:REQUIREMENT&amp;REQUIREMENT,…|checksum:…,ruby:…</c></summary>
static class CompactIndex
{
    /// <summary>Null: one of them is not there, or is for single platforms as well.</summary>
    public static (IndexedGem Before, IndexedGem After)? Read(byte[] body, string before, string after)
    {
        IndexedGem? old = null, made = null;
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n').Take(100_000))
        {
            var version = line.Split(' ', '|')[0];
            // Bundler would take one of those where it fits.
            if (version.StartsWith(before + "-", StringComparison.Ordinal) || version.StartsWith(after + "-", StringComparison.Ordinal)) return null;
            if (version == before) old = Gem(line[version.Length..]);
            if (version == after) made = Gem(line[version.Length..]);
        }

        return old is not null && made is not null ? (old, made) : null;
    }

    static IndexedGem Gem(string rest)
    {
        var cut = rest.IndexOf('|', StringComparison.Ordinal);
        var facts = (cut < 0 ? "" : rest[(cut + 1)..]).Split(',');
        var needs = (cut < 0 ? rest : rest[..cut]).Trim().Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(facts.Where(fact => fact.StartsWith("ruby", StringComparison.Ordinal)));
        return new(string.Join(',', needs.Order(StringComparer.Ordinal)), Array.Find(facts, fact => fact.StartsWith("checksum:", StringComparison.Ordinal))?["checksum:".Length..]);
    }
}
