using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.KnownHosts.File;

namespace Slipway.KnownHosts.Sources;

/// <summary>The forms in which operators publish their keys: bytes in, fingerprints out.</summary>
static partial class ListForms
{
    const int MostKeys = 1000;

    /// <summary>GitHub's <c>GET /meta</c>: <c>ssh_keys</c>, whole keys; <c>ssh_key_fingerprints</c>, by names like SHA256_ED25519.</summary>
    /// <exception cref="KnownHostsException">It is no such document.</exception>
    public static IReadOnlySet<string> GitHub(byte[] bytes)
    {
        try
        {
            var meta = JsonSerializer.Deserialize(bytes, SourcesJson.Default.GitHubMeta);
            var keys = (meta?.SshKeys ?? []).Select(line => line.Split(' ')).Where(words => words.Length >= 2).Select(words => Fingerprint(words[1])).OfType<string>();
            var prints = (meta?.SshKeyFingerprints ?? []).Where(pair => pair.Key.StartsWith("SHA256_", StringComparison.Ordinal)).Select(pair => "SHA256:" + pair.Value.TrimEnd('='));
            return keys.Concat(prints).Take(MostKeys).ToHashSet(StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            throw new KnownHostsException("source.malformed", "This is not what GitHub's meta API answers.");
        }
    }

    /// <summary>
    /// A page of text or HTML that shows fingerprints, as GitLab's "Instance configuration" does: words of 43 characters of base64, with or
    /// without SHA256: before them. What is no fingerprint fits no key.
    /// </summary>
    public static IReadOnlySet<string> Page(byte[] bytes) =>
        PrintPattern().Matches(Encoding.UTF8.GetString(bytes)).Select(found => "SHA256:" + found.Groups["print"].Value).Take(MostKeys).ToHashSet(StringComparer.Ordinal);

    /// <summary>A known_hosts file: the keys of its lines for this host. Of one without such lines, the fingerprints that it has.</summary>
    public static IReadOnlySet<string> KnownHosts(byte[] bytes, HostAddress host)
    {
        var file = KnownHostsFile.Parse(bytes);
        return file.Entries.Any() ? file.For(host).Select(entry => entry.Key?.Fingerprint).OfType<string>().ToHashSet(StringComparer.Ordinal) : Page(bytes);
    }

    static string? Fingerprint(string base64)
    {
        var blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out var length) && length > 0 ? "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob.AsSpan(0, length))).TrimEnd('=') : null;
    }

    [GeneratedRegex("(^|[^A-Za-z0-9+/=])(?<print>[A-Za-z0-9+/]{43})=?($|[^A-Za-z0-9+/=])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PrintPattern();
}
