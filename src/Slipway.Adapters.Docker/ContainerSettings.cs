using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.ContainerEngine;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>What a pool says of its containers.</summary>
sealed partial record ContainerSettings
{
    public required EngineAddress Engine { get; init; }

    public required string Image { get; init; }

    /// <summary><c>if-not-present</c>, <c>always</c> or <c>never</c>.</summary>
    public required string Pull { get; init; }

    /// <summary>A file <c>{"username": ..., "password": ...}</c> for the image's registry; read at each pull.</summary>
    public string? RegistryAuth { get; init; }

    public required string Network { get; init; }

    public required uint Uid { get; init; }

    public required uint Gid { get; init; }

    public required HostSpec Host { get; init; }

    public required IReadOnlyList<string> Environment { get; init; }

    public required TimeSpan StartWithin { get; init; }

    // What a runner that is root needs to run each job as a user of its own; docker's own default has six more.
    static readonly string[] s_capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETPCAP", "SETUID"];

    public static ContainerSettings Read(SettingsReader reader)
    {
        var memory = reader.Number("memory-mib", 16, 16_777_216) ?? 0;
        var privileged = reader.Flag("privileged", otherwise: false);
        var user = UserPattern().Match(reader.Optional("user") ?? "0:0");
        if (!user.Success)
            reader.Fault("user", "must be UID:GID in numbers, as the image's names are not known here");
        var shm = reader.Number("shm-mib", 1, 1_048_576);
        return new ContainerSettings
        {
            Engine = ReadEngine(reader),
            Image = reader.Text("image", "the image that machines are made from; it holds slipway-runner, bash and git"),
            Pull = reader.Choice("pull", "if-not-present", "if-not-present", "always", "never"),
            RegistryAuth = reader.Path("registry-auth"),
            Network = reader.Optional("network") ?? "bridge",
            Uid = user.Success && uint.TryParse(user.Groups["uid"].Value, CultureInfo.InvariantCulture, out var uid) ? uid : 0,
            Gid = user.Success && uint.TryParse(user.Groups["gid"].Value, CultureInfo.InvariantCulture, out var gid) ? gid : 0,
            Environment = [.. reader.Pairs("environment").Select(pair => $"{pair.Key}={pair.Value}")],
            StartWithin = TimeSpan.FromSeconds(reader.Number("start-within-seconds", 5, 3600, 120)),
            Host = new HostSpec
            {
                NetworkMode = "",
                Memory = memory * 1024 * 1024,
                MemorySwap = memory * 1024 * 1024,
                NanoCpus = ReadCpus(reader),
                PidsLimit = reader.Number("pids", 16, 4_194_304, 4096),
                ShmSize = shm * 1024 * 1024,
                ExtraHosts = reader.List("hosts"),
                Mounts = [.. reader.List("mounts").Select(mount => ReadMount(reader, mount)).OfType<MountSpec>()],
                Privileged = privileged,
                CapDrop = privileged ? null : ["ALL"],
                CapAdd = privileged ? null : [.. s_capabilities.Concat(reader.List("capabilities")).Distinct(StringComparer.Ordinal)],
                SecurityOpt = privileged ? null : ["no-new-privileges"],
                Runtime = reader.Optional("runtime"),
            },
        };
    }

    static EngineAddress ReadEngine(SettingsReader reader)
    {
        var text = reader.Optional("engine") ?? "unix:///var/run/docker.sock";
        var address = EngineAddress.Parse(text, reader.Path("certificates"), out var fault);
        if (address is null)
            reader.Fault("engine", fault);
        return address ?? new EngineAddress.UnixSocket("/");
    }

    static long ReadCpus(SettingsReader reader)
    {
        if (reader.Optional("cpus") is not { } text)
            return 0;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cpus) && cpus is >= 0.01m and <= 1024)
            return (long)(cpus * 1_000_000_000);
        reader.Fault("cpus", $"'{text}' must be a number of 0.01 to 1024");
        return 0;
    }

    static MountSpec? ReadMount(SettingsReader reader, string text)
    {
        if (text.Split(':') is [['/', ..] source, ['/', ..] target, .. var mode] && mode is [] or ["rw"] or ["ro"])
            return new MountSpec("bind", source, target, ReadOnly: mode is not ["rw"]);
        reader.Fault("mounts", $"'{text}' must be /SOURCE:/TARGET, which is read-only, or /SOURCE:/TARGET:rw");
        return null;
    }

    [GeneratedRegex("^(?<uid>[0-9]{1,10}):(?<gid>[0-9]{1,10})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserPattern();
}
