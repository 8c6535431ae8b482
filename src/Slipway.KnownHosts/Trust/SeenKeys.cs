using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Trust;

/// <summary>
/// Since when keys are seen at each look, for a policy that asks for hours. Fingerprints and times only, so that nobody copies a key from here.
/// It belongs to who looks, and into no repository.
/// </summary>
public sealed class SeenKeys
{
    const int LargestFile = 16 * 1024 * 1024;

    [JsonRequired]
    public int Version { get; set; } = 1;

    /// <summary>By the host, then by fingerprint.</summary>
    public SortedDictionary<string, SortedDictionary<string, DateTimeOffset>> Hosts { get; set; } = new(StringComparer.Ordinal);

    public DateTimeOffset? First(HostAddress host, string fingerprint) => Hosts.GetValueOrDefault(host.ToString()) is { } keys && keys.TryGetValue(fingerprint, out var at) ? at : null;

    /// <summary>After another look: a key that a host did not show in a whole look begins anew; a host that was not seen whole stays as it was.</summary>
    public SeenKeys After(IEnumerable<HostSighting> sightings, DateTimeOffset now)
    {
        var after = new SeenKeys();
        foreach (var (host, keys) in Hosts)
        {
            after.Hosts[host] = keys;
        }

        foreach (var host in sightings.Where(one => one.IsComplete).GroupBy(one => one.Host))
        {
            var name = host.Key.ToString();
            var before = Hosts.GetValueOrDefault(name);
            after.Hosts[name] = new SortedDictionary<string, DateTimeOffset>(
                host.SelectMany(one => one.Keys).Select(key => (key.Certificate?.Key ?? key).Fingerprint).Distinct(StringComparer.Ordinal)
                    .ToDictionary(print => print, print => before is not null && before.TryGetValue(print, out var at) ? at : now, StringComparer.Ordinal),
                StringComparer.Ordinal);
        }

        return after;
    }

    /// <exception cref="KnownHostsException">The file is none.</exception>
    public static async Task<SeenKeys> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return !System.IO.File.Exists(path) ? new SeenKeys()
                : new FileInfo(path).Length <= LargestFile && JsonSerializer.Deserialize(await System.IO.File.ReadAllBytesAsync(path, ct), TrustJson.Default.SeenKeys) is { Version: 1 } seen && seen.Hosts.Values.All(keys => keys is not null) ? seen
                : throw new KnownHostsException("ledger.malformed", $"{path} is too large, or of a newer version.");
        }
        catch (JsonException bad)
        {
            throw new KnownHostsException("ledger.malformed", $"{path} can't be read: {bad.Message}");
        }
    }

    public Task WriteAsync(string path, CancellationToken ct) => AtomicFile.WriteAsync(path, (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(this, TrustJson.Default.SeenKeys), (byte)'\n'], ct);
}
