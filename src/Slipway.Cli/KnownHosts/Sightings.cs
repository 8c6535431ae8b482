using System.Net;
using System.Text.Json;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Scanning;

namespace Slipway.Cli.KnownHosts;

/// <summary>What was seen, as a file that another machine can be given.</summary>
static class Sightings
{
    const int LargestFile = 64 * 1024 * 1024;
    static readonly TimeSpan s_oldest = TimeSpan.FromHours(24);

    public static SightingDocument Write(IReadOnlyList<HostSighting> all, DateTimeOffset now) => new(now, [.. all.Select(one => new SightingLine(
        one.Host.ToString(), one.Vantage, one.IsComplete, one.Version, one.Offered, [.. one.Keys.Select(key => new SightingKey(key.Type, key.Base64, key.Fingerprint))],
        [.. one.Faults.Select(fault => new SightingFaultLine(fault.Kind, JsonNamingPolicy.KebabCaseLower.ConvertName(fault.Fault.ToString()), fault.Text))], one.Address?.ToString()))]);

    /// <summary>Of another machine's scan: whoever could write the file is believed, as a runner's artifact is.</summary>
    public static async Task<IReadOnlyList<HostSighting>> ReadAsync(string path, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var document = file.Length <= LargestFile ? await JsonSerializer.DeserializeAsync(file, KnownHostsJson.Default.SightingDocument, ct) : null;
            return document is null ? throw Bad(path, "it is empty or too large")
                : now - document.At > s_oldest || document.At - now > s_oldest ? throw Bad(path, $"it is of {document.At:yyyy-MM-dd HH:mm}, and what was seen more than 24 hours ago counts no more")
                : [.. document.Sightings.Select(line => Of(path, line))];
        }
        catch (Exception bad) when (bad is JsonException or MalformedInputException)
        {
            throw Bad(path, bad.Message);
        }
    }

    static HostSighting Of(string path, SightingLine line)
    {
        var host = HostAddress.TryParse(line.Host) ?? throw Bad(path, $"'{line.Host}' is no host");
        var faults = line.Faults.Select(fault => new SightingFault(fault.Type, ProbeFault.Closed, fault.Text)).ToList();
        if (!line.Complete && faults.Count == 0)
        {
            faults.Add(new SightingFault(null, ProbeFault.Closed, "It was not seen whole."));
        }

        return new HostSighting(host, line.Vantage, line.Version, line.Offered, [.. line.Keys.Select(key => SshHostKey.Parse(key.Type, key.Key))], faults)
        {
            Address = IPAddress.TryParse(line.Address, out var address) ? address : null,
        };
    }

    static Failure Bad(string path, string why) => new(ExitCode.Malformed, $"{path} can't be used: {why}.", "Give what slipway known-hosts scan --json wrote.");
}
