using System.Net;
using Slipway.Formats;
using Slipway.KnownHosts.Dns;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>SSHFP records (RFC 4255, 6594) of a signed zone; SHA-256 only. A record has no port: it is for all of a host's.</summary>
sealed class SshfpSource(Lazy<DnsValidator> dns) : IEvidenceSource
{
    const byte Sha256 = 2;

    public async Task<Testimony> AskAsync(HostAddress host, CancellationToken ct)
    {
        var source = $"SSHFP of {host.Name}";
        if (IPAddress.TryParse(host.Name, out _))
        {
            return Testimony.Silent(EvidenceClass.SignedDns, source, "An address has no records of that kind.");
        }

        try
        {
            var records = await dns.Value.FindAsync(DnsName.Of(host.Name), DnsRecord.Sshfp, ct);
            var prints = records.Where(data => data.Length == 34 && data[1] == Sha256).Select(data => "SHA256:" + Convert.ToBase64String(data.AsSpan(2)).TrimEnd('='));
            return new Testimony(EvidenceClass.SignedDns, source, prints.ToHashSet(StringComparer.Ordinal), Fault: records.Count == 0 ? "There is none." : null);
        }
        catch (Exception silent) when (silent is KnownHostsException or MalformedInputException)
        {
            return Testimony.Silent(EvidenceClass.SignedDns, source, silent.Message);
        }
    }
}
