using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>The host's own word for its other keys, under one that is trusted and not compromised; from each vantage point.</summary>
sealed class Continuity(KnownHostsFolder folder, ProbeLimits limits, TimeProvider time)
{
    /// <returns>The sighting with the keys that a key exchange does not show, and what it is worth; as it was where nobody can log in.</returns>
    public async Task<(HostSighting Sighting, Testimony? Word)> AskAsync(VantagePoint vantage, HostSighting sighting, CancellationToken ct)
    {
        var policy = folder.Policy.For(sighting.Host);
        var trusted = Trusted(sighting.Host, policy);
        if (policy.Login is not { } login || !sighting.IsComplete || trusted.Count == 0)
        {
            return (sighting, null);
        }

        using var limit = new CancellationTokenSource(limits.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var key = await LoginKey.FindAsync(login, folder.Beside, both.Token);
            await using var stream = await vantage.ConnectAsync(sighting.Host, sighting.Address, both.Token);
            var (under, keys) = await HostSession.AskAsync(stream, trusted, login.User, key, both.Token);
            return (
                sighting with { Keys = [.. sighting.Keys.Concat(keys).Distinct()] },
                new Testimony(EvidenceClass.Continuity, $"a session under {under.Fingerprint}", keys.Select(one => one.Fingerprint).ToHashSet(StringComparer.Ordinal), IsWhole: true));
        }
        catch (Exception fault) when (fault is ProbeException or KnownHostsException or MalformedInputException or IOException or UnauthorizedAccessException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (sighting, Testimony.Silent(EvidenceClass.Continuity, $"a session as {login.User} from {vantage.Name}", fault is OperationCanceledException ? "It did not come about in time." : fault.Message));
        }
    }

    List<SshHostKey> Trusted(HostAddress host, HostPolicy policy)
    {
        var revoked = folder.File.For(host, LineMarker.Revoked).Select(entry => entry.Key).OfType<SshHostKey>().ToHashSet();
        return [.. folder.File.For(host).Select(entry => entry.Key).OfType<SshHostKey>().Where(key => !revoked.Contains(key) && !policy.Compromised.Contains(key.Fingerprint, StringComparer.Ordinal)).Distinct()];
    }
}
