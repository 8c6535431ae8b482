using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Verification.Ledgers;

/// <summary>
/// The first sight of each release and each archive: when, and what it was then. A publisher can forge a date and move a tag, not what was
/// seen. As text it is canonical (one line each, sorted), and two copies are merged by taking the lines of both: of one release the earlier
/// sight counts.
/// </summary>
public sealed class Ledger
{
    readonly SortedDictionary<LedgerKey, LedgerEntry> _entries = [];
    readonly Lock _lock = new();

    /// <summary>Sights that this run added, or learned more of.</summary>
    public bool IsChanged { get; private set; }

    public int Count => _entries.Count;

    /// <summary>Null: not seen before.</summary>
    public DateTimeOffset? FirstSeen(DatasourceQuery query, Release release)
    {
        lock (_lock) return _entries.GetValueOrDefault(LedgerKey.Of(query, release))?.At;
    }

    /// <summary>Writes down what is seen for the first time. What was there stays as it was.</summary>
    public void See(DatasourceQuery query, IEnumerable<Release> releases, DateTimeOffset now)
    {
        foreach (var release in releases) Add(LedgerKey.Of(query, release), Identity(release), now);
    }

    /// <summary>The same for an archive, by its digest.</summary>
    public void See(Uri archive, string sha256, DateTimeOffset now) => Add(LedgerKey.Of(archive), "sha256:" + sha256, now);

    /// <summary>The sentence that says what is not as it was seen first; null: it is, or nothing was seen.</summary>
    public string? Alarm(DatasourceQuery query, Release release)
    {
        var (found, now) = (Find(LedgerKey.Of(query, release)), Identity(release));
        if (found is null || now is null || found.Identity is null || found.Identity == now || Kind(found.Identity) != Kind(now)) return null;
        return release.Commit is not null
            ? $"The tag {release.Version} was moved: on {found.At:yyyy-MM-dd} it was {found.Identity}, now it is {now}."
            : $"The archive of {release.Version} was changed: on {found.At:yyyy-MM-dd} it was {found.Identity}, now it is {now}.";
    }

    /// <summary>The same for an archive's digest.</summary>
    public string? Alarm(Uri archive, string sha256) =>
        Find(LedgerKey.Of(archive)) is { Identity: { } seen } found && seen != "sha256:" + sha256
            ? $"{LedgerKey.Shown(archive)} was changed: on {found.At:yyyy-MM-dd} it was {seen}, now it is sha256:{sha256}."
            : null;

    /// <summary>Somebody asked upstream, and takes what is there now: the next sight is the first again. False: it was never seen.</summary>
    public bool Accept(DatasourceQuery query, string version)
    {
        lock (_lock) return _entries.Remove(LedgerKey.Of(query, new Release(version))) && (IsChanged = true);
    }

    /// <summary>The same for an archive.</summary>
    public bool Accept(Uri archive)
    {
        lock (_lock) return _entries.Remove(LedgerKey.Of(archive)) && (IsChanged = true);
    }

    /// <summary>Reads a ledger's text; lines that are none are told in <paramref name="faults"/> and left out.</summary>
    public static Ledger Read(string text, out IReadOnlyList<string> faults)
    {
        var ledger = new Ledger();
        faults = LedgerText.Read(text, (key, entry) => ledger.Merge(key, entry));
        return ledger;
    }

    /// <summary>The same sights give the same bytes.</summary>
    public string Write()
    {
        lock (_lock) return LedgerText.Write(_entries);
    }

    /// <summary>What may never change: a commit, or the digest that the registry tells.</summary>
    static string? Identity(Release release) => release.Commit is { } commit ? "commit:" + commit : release.Checksum is { } sum ? $"{sum.Algorithm}:{sum.Hex}" : null;

    static string Kind(string identity) => identity[..identity.IndexOf(':', StringComparison.Ordinal)];

    LedgerEntry? Find(LedgerKey key)
    {
        lock (_lock) return _entries.GetValueOrDefault(key);
    }

    void Add(LedgerKey key, string? identity, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var found) && (found.Identity is not null || identity is null)) return;
            // What had no identity before keeps its time.
            _entries[key] = new(found?.At ?? LedgerText.Rounded(now), identity);
            IsChanged = true;
        }
    }

    void Merge(LedgerKey key, LedgerEntry entry)
    {
        if (!_entries.TryGetValue(key, out var found) || entry.At < found.At) _entries[key] = entry with { Identity = entry.Identity ?? found?.Identity };
        else if (found.Identity is null) _entries[key] = found with { Identity = entry.Identity };
    }
}
