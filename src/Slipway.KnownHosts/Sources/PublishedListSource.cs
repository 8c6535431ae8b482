using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>What the operator publishes at an address, read in one of several forms. Asked once for all hosts.</summary>
sealed class PublishedListSource(WebPage page, string name, bool whole, Func<byte[], HostAddress, IReadOnlySet<string>> read) : IEvidenceSource
{
    readonly Lazy<Task<byte[]>> bytes = new(() => page.ReadAsync(CancellationToken.None)); // it has a limit of its own

    public async Task<Testimony> AskAsync(HostAddress host, CancellationToken ct)
    {
        try
        {
            var prints = read(await bytes.Value.WaitAsync(ct), host);
            return new Testimony(EvidenceClass.PublishedList, name, prints, whole, prints.Count == 0 ? "It names no key of this host." : null);
        }
        catch (KnownHostsException silent)
        {
            return Testimony.Silent(EvidenceClass.PublishedList, name, silent.Message);
        }
    }
}
