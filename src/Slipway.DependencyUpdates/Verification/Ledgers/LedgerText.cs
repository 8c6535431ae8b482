using System.Globalization;
using System.Text;

namespace Slipway.DependencyUpdates.Verification.Ledgers;

/// <summary>A ledger's lines: kind, source, name, identity (or <c>-</c>) and time, divided by tabs.</summary>
static class LedgerText
{
    const string Head = "# Slipway: when releases and archives were seen first. Sorted; to merge two copies, keep the lines of both.\n";

    const int MaxFaults = 20;

    public static string Write(IEnumerable<KeyValuePair<LedgerKey, LedgerEntry>> entries)
    {
        var text = new StringBuilder(Head);
        foreach (var (key, entry) in entries)
            text.Append(key.Kind).Append('\t').Append(key.Source).Append('\t').Append(key.Name).Append('\t').Append(entry.Identity ?? "-").Append('\t').Append(entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

    /// <summary>Gives back what is no line of a ledger. A merge's conflict marks are such, and the lines between them are read.</summary>
    public static IReadOnlyList<string> Read(string text, Action<LedgerKey, LedgerEntry> found)
    {
        var faults = new List<string>();
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            if (raw.IsEmpty || raw[0] == '#') continue;
            if (raw.ToString().Split('\t') is [{ Length: > 0 } kind, var source, { Length: > 0 } name, { Length: > 0 } identity, var time] && (identity == "-" || identity.IndexOf(':', StringComparison.Ordinal) > 0)
                && DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                found(new(kind, source, name), new(at, identity == "-" ? null : identity));
            else if (faults.Count < MaxFaults)
                faults.Add($"Line {number} is no line of a ledger.");
        }

        return faults;
    }

    public static DateTimeOffset Rounded(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
