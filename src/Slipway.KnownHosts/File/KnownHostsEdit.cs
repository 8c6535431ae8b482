using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.File;

/// <summary>
/// Changes of a file that touch no more lines than they must: a new key comes after its host's last line, in the order ed25519, ecdsa, rsa;
/// what goes goes alone. The same changes of the same file give the same bytes.
/// </summary>
public sealed class KnownHostsEdit(KnownHostsFile file)
{
    readonly List<KnownHostsLine> lines = [.. file.Lines];
    readonly string end = file.Lines.Count > 0 && file.Lines.All(line => line.Text.EndsWith('\r')) ? "\r" : "";

    public KnownHostsFile Result => file.With(lines);

    /// <summary>Trusts a key. A hashed host keeps its hash, so that no name comes to light.</summary>
    public KnownHostsEdit Add(HostAddress host, SshHostKey key)
    {
        if (lines.Any(line => line.Entry is { Marker: LineMarker.None } entry && entry.Matches(host) && key.Equals(entry.Key)))
        {
            return this;
        }

        // "a,b type key" is there already for another host of the same group: that line takes this one as well.
        var ours = lines.FindLastIndex(line => line.Entry is { Marker: LineMarker.None } entry && entry.Matches(host) && IsExact(entry, host));
        var name = ours < 0 ? host.ToString() : Name(lines[ours].Entry!, host);
        var group = ours < 0 ? null : lines[ours].Entry!.Hosts;
        var twin = lines.FindIndex(line => line.Entry is { Marker: LineMarker.None } entry && key.Equals(entry.Key) && group is not null && group.Split(',').Contains(entry.Hosts.Split(',')[0], StringComparer.Ordinal));
        if (twin >= 0)
        {
            Replace(twin, string.Join(',', group!.Split(',').Where(part => part == name || lines[twin].Entry!.Hosts.Split(',').Contains(part, StringComparer.Ordinal))));
            return this;
        }

        lines.Insert(Place(host, key, ours), KnownHostsLine.Parse($"{name} {key.Type} {key.Base64}{end}"));
        return this;
    }

    /// <summary>Trusts a key of a host no more: its name goes from the line, and the line with its last name.</summary>
    public KnownHostsEdit Remove(HostAddress host, SshHostKey key)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].Entry is { Marker: LineMarker.None } entry && key.Equals(entry.Key) && entry.Matches(host) && IsExact(entry, host))
            {
                var name = Name(entry, host);
                var rest = entry.Hosts.Split(',').Where(part => part != name).ToList();
                if (rest.Count == 0 || rest.All(part => part.StartsWith('!')))
                {
                    lines.RemoveAt(i);
                }
                else
                {
                    Replace(i, string.Join(',', rest));
                }
            }
        }

        return this;
    }

    /// <summary>Says that a key must never be trusted for this host again.</summary>
    public KnownHostsEdit Revoke(HostAddress host, SshHostKey key)
    {
        if (lines.Any(line => line.Entry is { Marker: LineMarker.Revoked } entry && entry.Matches(host) && key.Equals(entry.Key)))
        {
            return Remove(host, key);
        }

        var at = lines.FindIndex(line => line.Entry is { Marker: LineMarker.None } entry && key.Equals(entry.Key) && entry.Matches(host) && IsExact(entry, host));
        var name = at < 0 ? host.ToString() : Name(lines[at].Entry!, host);
        lines.Insert(at < 0 ? lines.Count : at, KnownHostsLine.Parse($"@revoked {name} {key.Type} {key.Base64}{end}"));
        return Remove(host, key);
    }

    int Place(HostAddress host, SshHostKey key, int last)
    {
        if (last < 0)
        {
            return lines.Count;
        }

        // Among the host's lines that follow each other: before the first of a later kind.
        var first = last;
        while (first > 0 && lines[first - 1].Entry is { Marker: LineMarker.None } entry && entry.Matches(host))
        {
            first--;
        }

        var later = lines.FindIndex(first, last - first + 1, line => Order(line.Entry!.Type) > Order(key.Type));
        return later >= 0 && IsOrdered(first, last) ? later : last + 1;
    }

    bool IsOrdered(int first, int last) => Enumerable.Range(first, last - first).All(i => Order(lines[i].Entry!.Type) <= Order(lines[i + 1].Entry!.Type));

    void Replace(int at, string hosts)
    {
        var (line, entry) = (lines[at], lines[at].Entry!);
        var from = line.Text.IndexOf(entry.Hosts, StringComparison.Ordinal);
        lines[at] = KnownHostsLine.Parse(line.Text[..from] + hosts + line.Text[(from + entry.Hosts.Length)..]);
    }

    static int Order(string type) => KeyAlgorithms.Kinds.ToList().IndexOf(type) is >= 0 and var order ? order : int.MaxValue;

    // By its own name or its hash, not by a pattern that is for others as well.
    static bool IsExact(KnownHostsEntry entry, HostAddress host) => entry.Patterns.Any(pattern => Is(pattern, host));

    static string Name(KnownHostsEntry entry, HostAddress host) => entry.Patterns.First(pattern => Is(pattern, host)).Text;

    static bool Is(HostPattern pattern, HostAddress host) => pattern.Hashed?.Is(host.ToString()) ?? pattern.Literal == host;
}
