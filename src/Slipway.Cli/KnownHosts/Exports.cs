using System.Text.Json;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Export;
using Slipway.KnownHosts.File;

namespace Slipway.Cli.KnownHosts;

/// <summary>The file's keys in other programs' forms.</summary>
static class Exports
{
    /// <param name="hosts">None: all.</param>
    public static int Write(Session session, KnownHostsFolder folder, IReadOnlyList<HostAddress> hosts, string format)
    {
        if (format == "json")
        {
            IReadOnlyList<ExportedKey> keys = [.. folder.File.Entries.Where(entry => entry.Key is not null && (hosts.Count == 0 || hosts.Any(entry.Matches))).Select(Of)];
            session.Out.WriteLine(JsonSerializer.Serialize(keys, KnownHostsJson.Default.IReadOnlyListExportedKey));
            return ExitCode.Done;
        }

        foreach (var line in format == "revoked" ? RevokedKeys.Lines(folder.File) : hosts.Count == 0 ? SshfpZone.Lines(folder.File, null) : [.. hosts.SelectMany(host => SshfpZone.Lines(folder.File, host))])
            session.Out.WriteLine(line);
        return ExitCode.Done;
    }

    static ExportedKey Of(KnownHostsEntry entry) => new(
        entry.Hosts, entry.Marker switch { LineMarker.Revoked => "revoked", LineMarker.CertAuthority => "cert-authority", _ => null }, entry.Type, entry.Base64, entry.Key!.Fingerprint);
}
