using Slipway.KnownHosts;
using Slipway.KnownHosts.File;

namespace Slipway.Cli.KnownHosts;

/// <summary>Hosts that a project reaches and its file lacks, and those of the file that it reaches nowhere.</summary>
static class UseWarnings
{
    public static async Task TellAsync(string folder, KnownHostsFolder known)
    {
        if (!Directory.Exists(folder)) throw new Failure(ExitCode.Usage, $"{folder} is not there.", "Name the folder of a project.");
        var own = Path.GetFullPath(known.Path);
        var used = HostUses.In(folder, file => Path.GetFullPath(file).StartsWith(own, StringComparison.Ordinal));
        foreach (var (host, file) in used.Where(pair => !known.File.For(pair.Key).Any() && !known.File.For(pair.Key, LineMarker.CertAuthority).Any()).OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
            await Console.Error.WriteLineAsync(Plain.Line($"slipway: {file} reaches {host}, and {known.Path} has no key of it."));
        foreach (var host in known.File.Hosts.Where(host => !used.Keys.Any(other => other.Name == host.Name)))
            await Console.Error.WriteLineAsync(Plain.Line($"slipway: {known.Path} has {host}, and nothing in {folder} reaches it by SSH."));
    }
}
