using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>What the certificates say that a host showed: by authorities of the file's <c>@cert-authority</c> lines, or of the policy.</summary>
static class HostAuthority
{
    public static IEnumerable<Testimony> Of(HostAddress host, IEnumerable<HostSighting> sightings, KnownHostsFile file, HostPolicy policy, DateTimeOffset now)
    {
        var authorities = file.For(host, LineMarker.CertAuthority).Select(entry => entry.Key).OfType<SshHostKey>()
            .Concat(policy.Sources.Where(source => source is { Kind: "ca", Authority: not null }).Select(source => source.Authority!.Split(' ')).Where(words => words.Length > 1).Select(words => SshHostKey.Parse(words[0], words[1])))
            .ToHashSet();
        authorities.ExceptWith(file.For(host, LineMarker.Revoked).Select(entry => entry.Key).OfType<SshHostKey>());
        foreach (var certificate in sightings.SelectMany(one => one.Keys).Select(key => key.Certificate).OfType<SshCertificate>().DistinctBy(one => one.Key.Fingerprint))
        {
            var source = $"the host authority {certificate.Authority.Fingerprint}";
            var why = !authorities.Contains(certificate.Authority) ? "It is not trusted for this host." : certificate.WhyNot(host.Name, now) is { } not ? $"Its certificate for {certificate.Key.Type} does not count: {not}." : null;
            yield return why is null
                ? new Testimony(EvidenceClass.HostAuthority, source, new HashSet<string>(StringComparer.Ordinal) { certificate.Key.Fingerprint })
                : Testimony.Silent(EvidenceClass.HostAuthority, source, why);
        }
    }
}
