using System.Net;
using System.Security.Cryptography;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;

namespace Slipway.KnownHosts.Export;

/// <summary>SSHFP records (RFC 4255, 6594, 7479) of the trusted keys, as lines of a zone file; SHA-256 only. As <c>ssh-keygen -r</c> writes them.</summary>
public static class SshfpZone
{
    const int Sha256 = 2;

    /// <param name="only">Null: all hosts that the file names in full and that are in DNS. A record has no port: it is for all of a host's.</param>
    public static IReadOnlyList<string> Lines(KnownHostsFile file, HostAddress? only)
    {
        var hosts = file.Hosts.Where(host => (only is null || host == only) && !IPAddress.TryParse(host.Name, out _));
        return [.. hosts.SelectMany(host => Keys(file, host).Select(key => $"{host.Name} IN SSHFP {Algorithm(key)} {Sha256} {Convert.ToHexStringLower(SHA256.HashData(key.Blob))}")).Distinct(StringComparer.Ordinal)];
    }

    static IEnumerable<SshHostKey> Keys(KnownHostsFile file, HostAddress host)
    {
        var revoked = file.For(host, LineMarker.Revoked).Select(entry => entry.Key).OfType<SshHostKey>().ToHashSet();
        return file.For(host).Select(entry => entry.Key).OfType<SshHostKey>().Where(key => !revoked.Contains(key) && Algorithm(key) > 0).Distinct();
    }

    static int Algorithm(SshHostKey key) => key.Type switch { "ssh-rsa" => 1, "ssh-ed25519" => 4, var type when type.StartsWith("ecdsa-", StringComparison.Ordinal) => 3, _ => 0 };
}
