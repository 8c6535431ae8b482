using Slipway.KnownHosts.File;

namespace Slipway.KnownHosts.Export;

/// <summary>The keys of <c>@revoked</c> lines, for ssh's <c>RevokedHostKeys</c>: there they are revoked for every host, whatever it is called.</summary>
public static class RevokedKeys
{
    public static IReadOnlyList<string> Lines(KnownHostsFile file) =>
        [.. file.Entries.Where(entry => entry is { Marker: LineMarker.Revoked, Key: not null }).Select(entry => $"{entry.Type} {entry.Base64}").Distinct(StringComparer.Ordinal)];
}
