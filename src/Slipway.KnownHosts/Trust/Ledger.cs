using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Formats;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Trust;

/// <summary>
/// The evidence of each key, in a file beside known_hosts, to be committed with it. Only what changes what is trusted is written, so a look
/// that finds all as it was changes no byte. A host whose name is hashed is named by its hash here as well.
/// </summary>
public sealed class Ledger
{
    const int LargestFile = 32 * 1024 * 1024;

    [JsonRequired]
    public int Version { get; set; } = 1;

    /// <summary>By the host's name in known_hosts, then by fingerprint.</summary>
    public SortedDictionary<string, SortedDictionary<string, LedgerKey>> Hosts { get; set; } = new(StringComparer.Ordinal);

    public LedgerKey? Find(string host, string fingerprint) => Hosts.GetValueOrDefault(host)?.GetValueOrDefault(fingerprint);

    /// <summary>Keeps what was there: of the same evidence the first.</summary>
    public void Note(string host, SshHostKey key, KeyState state, DateTimeOffset now, IEnumerable<Evidence> evidence)
    {
        if (!Hosts.TryGetValue(host, out var keys))
        {
            Hosts[host] = keys = new SortedDictionary<string, LedgerKey>(StringComparer.Ordinal);
        }

        var before = keys.GetValueOrDefault(key.Fingerprint);
        List<Evidence> all = [.. before?.Evidence ?? []];
        all.AddRange(evidence.Where(one => !all.Exists(other => (other.Class, other.Source) == (one.Class, one.Source))));
        keys[key.Fingerprint] = new LedgerKey(key.Type, key.Base64, state, before?.State == state ? before.Since : now, all);
    }

    /// <summary>Where another one, that was written earlier, says the same, the moments are its.</summary>
    public Ledger WithMomentsOf(Ledger earlier)
    {
        var result = new Ledger();
        foreach (var (host, keys) in Hosts)
        {
            result.Hosts[host] = new SortedDictionary<string, LedgerKey>(keys.ToDictionary(key => key.Key, key => Older(key.Value, earlier.Find(host, key.Key))), StringComparer.Ordinal);
        }

        return result;
    }

    /// <summary>Somebody may have edited it: each key must be one, and the one under whose name it is.</summary>
    Ledger Checked() => Hosts.Values.All(keys => keys is not null && keys.All(key => key.Value?.Evidence is { } evidence && evidence.All(one => one is not null) && SshHostKey.Parse(key.Value.Type, key.Value.Key).Fingerprint == key.Key))
        ? this
        : throw new JsonException("a key is not what it is called");

    static LedgerKey Older(LedgerKey key, LedgerKey? earlier) => earlier is null ? key : key with
    {
        Since = earlier.State == key.State && earlier.Since < key.Since ? earlier.Since : key.Since,
        Evidence = [.. key.Evidence.Select(one => earlier.Evidence.FirstOrDefault(other => (other.Class, other.Source) == (one.Class, one.Source)) is { } other && other.At < one.At ? other : one)],
    };

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, TrustJson.Default.Ledger), (byte)'\n'];

    /// <exception cref="KnownHostsException">It is none.</exception>
    public static Ledger Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty ? new Ledger()
                : bytes.Length <= LargestFile && JsonSerializer.Deserialize(bytes, TrustJson.Default.Ledger) is { Version: 1 } ledger ? ledger.Checked()
                : throw new KnownHostsException("ledger.malformed", "The file of evidence is too large, or of a newer version.");
        }
        catch (Exception bad) when (bad is JsonException or MalformedInputException)
        {
            throw new KnownHostsException("ledger.malformed", $"The file of evidence can't be read: {bad.Message}");
        }
    }
}

/// <param name="Since">When it came into this state.</param>
public sealed record LedgerKey(string Type, string Key, KeyState State, DateTimeOffset Since, IReadOnlyList<Evidence> Evidence);
