using System.ComponentModel.DataAnnotations;

namespace Slipway.Upkeep;

/// <summary>Section <c>Upkeep</c> of the configuration. What a project's files say never reaches further than this.</summary>
public sealed class UpkeepOptions
{
    /// <summary>Networks that runs may reach besides the public internet: <c>10.0.0.0/8</c>. The server's own and the operator's stay closed without it.</summary>
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>From where hosts are looked at; none: from here alone. A project's policy does not choose the server's ways.</summary>
    public VantageOption[] Vantages { get; set; } = [];

    /// <summary>Base URLs by datasource, for components whose project names no registry.</summary>
    public Dictionary<string, string> Registries { get; set; } = [];

    /// <summary>The address at which this server reaches itself; null: where it listens.</summary>
    public Uri? Server { get; set; }

    /// <summary>Runs at once, over all projects.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 2;

    /// <summary>The longest that one run may take.</summary>
    [Range(1, 1440)]
    public int RunMinutes { get; set; } = 30;

    /// <summary>Hosts of one run.</summary>
    [Range(1, 100_000)]
    public int MaxHosts { get; set; } = 2000;

    /// <summary>Sources of evidence that one policy may name.</summary>
    [Range(1, 10_000)]
    public int MaxSources { get; set; } = 500;

    /// <summary>Of one answer of a source of dependencies.</summary>
    [Range(1 << 16, 1L << 30)]
    public long MaxAnswerBytes { get; set; } = 32 << 20;

    /// <summary>What a project's answers for conditional requests may take on disk; the oldest go.</summary>
    [Range(0, 1L << 40)]
    public long MaxCacheBytes { get; set; } = 256 << 20;

    /// <summary>Runs of one duty that are remembered.</summary>
    [Range(1, 10_000)]
    public int KeepRuns { get; set; } = 100;
}

/// <summary>A place to look from.</summary>
public sealed class VantageOption
{
    [Required]
    public string Name { get; set; } = "";

    /// <summary><c>direct</c>, <c>socks5://host:port</c> or <c>ssh://user@host</c>.</summary>
    [Required]
    public string Via { get; set; } = "";
}
