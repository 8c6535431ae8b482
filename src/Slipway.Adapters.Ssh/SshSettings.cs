using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ssh;

/// <summary>What a pool says of its hosts.</summary>
/// <param name="Hosts">Each holds one machine at a time.</param>
/// <param name="Identity">The private key's file; null for what ssh finds by itself (an agent, the server's own keys).</param>
/// <param name="KnownHosts">The file with their host keys. A key that does not stand there is refused.</param>
/// <param name="Folder">On the host; where it is relative, in the login user's home.</param>
/// <param name="Runner">The runner's program on the host.</param>
/// <param name="Clean">A shell command that cleans the host after each machine (a snapshot's roll-back, the end of stray containers); the host is free when it succeeded.</param>
sealed record SshSettings(
    IReadOnlyList<SshHost> Hosts, string? Identity, string KnownHosts, string Folder, string Runner, string? Clean, TimeSpan ConnectWithin, TimeSpan StartWithin)
{
    const int MostHosts = 500;

    public static SshSettings Read(SettingsReader reader)
    {
        var hosts = new List<SshHost>();
        foreach (var text in reader.List("hosts"))
        {
            if (SshHost.Parse(text) is not { } host)
                reader.Fault("hosts", $"'{text}' must be HOST, USER@HOST or USER@HOST:PORT");
            else if (hosts.Contains(host))
                reader.Fault("hosts", $"'{text}' is there twice");
            else
                hosts.Add(host);
        }

        if (hosts.Count is 0 or > MostHosts)
            reader.Fault("hosts", $"must name 1 to {MostHosts} hosts");
        return new SshSettings(
            hosts,
            reader.Path("identity"),
            reader.Path("known-hosts") ?? Missing(reader),
            reader.Optional("folder") ?? ".slipway-machine",
            reader.Optional("runner") ?? "slipway-runner",
            reader.Optional("clean"),
            TimeSpan.FromSeconds(reader.Number("connect-within-seconds", 1, 120, 10)),
            TimeSpan.FromSeconds(reader.Number("start-within-seconds", 5, 3600, 60)));
    }

    static string Missing(SettingsReader reader)
    {
        reader.Fault("known-hosts", "is missing: the file with the hosts' keys, without which no host is believed");
        return "";
    }
}
