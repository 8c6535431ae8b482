using Slipway.Formats;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.File;

public enum LineMarker
{
    None,
    CertAuthority,
    Revoked,
}

/// <summary>A line that names hosts and a key.</summary>
/// <param name="Hosts">As written: <c>gitlab.com,[altssh.gitlab.com]:443</c>.</param>
/// <param name="Type">The word before the key.</param>
/// <param name="Key">Null where it can't be read: of a type that no server has today, or damaged.</param>
public sealed record KnownHostsEntry(LineMarker Marker, string Hosts, IReadOnlyList<HostPattern> Patterns, string Type, string Base64, string Comment, SshHostKey? Key)
{
    const int MostHosts = 1000;

    /// <summary>Null for blank lines, comments, and what is no entry.</summary>
    public static KnownHostsEntry? TryParse(string line)
    {
        var words = new Words(line);
        var first = words.Next();
        if (first.Length == 0 || first[0] == '#')
        {
            return null;
        }

        LineMarker? marker = first switch { "@cert-authority" => LineMarker.CertAuthority, "@revoked" => LineMarker.Revoked, _ when first[0] == '@' => null, _ => LineMarker.None };
        var hosts = marker is LineMarker.None ? first : words.Next();
        var (type, base64) = (words.Next(), words.Next());
        var patterns = hosts.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return marker is null || base64.Length == 0 || patterns.Length is 0 or > MostHosts
            ? null
            : new KnownHostsEntry(marker.Value, hosts, [.. patterns.Select(HostPattern.Parse)], type, base64, words.Rest(), Read(type, base64));
    }

    /// <summary>Whether it is for this host: one name that fits, and none that fits with a <c>!</c> before it.</summary>
    public bool Matches(HostAddress host)
    {
        var (name, found) = (host.ToString(), false);
        foreach (var pattern in Patterns)
        {
            if (pattern.Matches(name))
            {
                if (pattern.IsNegated)
                {
                    return false;
                }

                found = true;
            }
        }

        return found;
    }

    static SshHostKey? Read(string type, string base64)
    {
        try
        {
            return SshHostKey.Parse(type, base64);
        }
        catch (MalformedInputException)
        {
            return null;
        }
    }

    ref struct Words(string line)
    {
        ReadOnlySpan<char> rest = line;

        public string Next()
        {
            rest = rest.TrimStart(" \t");
            var end = rest.IndexOfAny(' ', '\t');
            var word = end < 0 ? rest : rest[..end];
            rest = rest[word.Length..];
            return word.ToString();
        }

        public readonly string Rest() => rest.Trim(" \t").ToString();
    }
}
