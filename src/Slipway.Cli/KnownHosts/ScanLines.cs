using Slipway.KnownHosts.Scanning;

namespace Slipway.Cli.KnownHosts;

/// <summary>What a scan says to people: lines as <c>ssh-keyscan</c>'s, in the hosts' order; what failed goes to standard error.</summary>
static class ScanLines
{
    public static void Write(TextWriter to, IReadOnlyList<HostSighting> all)
    {
        foreach (var host in all.GroupBy(one => one.Host))
        {
            foreach (var key in host.SelectMany(one => one.Keys).Where(key => key.Certificate is null).Distinct().OrderBy(key => KeyAlgorithms.Kinds.ToList().IndexOf(key.Type)))
                to.WriteLine($"{host.Key} {key.Type} {key.Base64}");
            foreach (var certificate in host.SelectMany(one => one.Keys).Where(key => key.Certificate is not null).Distinct())
                to.WriteLine(Plain.Line($"# {host.Key} certificate {certificate.Certificate!.KeyId} of {certificate.Certificate.Key.Fingerprint} by {certificate.Certificate.Authority.Fingerprint}"));
            foreach (var (one, fault) in host.SelectMany(one => one.Faults.Select(fault => (one, fault))))
                Console.Error.WriteLine(Plain.Line($"slipway: {host.Key}{(fault.Kind is null ? "" : $" {fault.Kind}")} from {one.Place}: {fault.Text}"));
        }
    }
}
