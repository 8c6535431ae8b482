using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>Somebody besides the host who says which keys it has.</summary>
interface IEvidenceSource
{
    /// <summary>Asks now: what was said earlier counts no more. A source that can't be asked is silent, and no error.</summary>
    Task<Testimony> AskAsync(HostAddress host, CancellationToken ct);
}
