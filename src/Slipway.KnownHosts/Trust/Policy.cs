using System.Text.Json;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Trust;

/// <summary>What is asked before a key is trusted; the file <c>known_hosts.policy.json</c>. Without one, the rule is the same, with DNS as the one source.</summary>
public sealed record Policy
{
    const int LargestFile = 4 * 1024 * 1024;

    /// <summary>From how many places the same key must be seen.</summary>
    public int VantageMinimum { get; set; } = 2;

    /// <summary>For how many hours a key must have been seen before it is trusted, whatever the evidence. 0: at once.</summary>
    public double SeenHours { get; set; }

    /// <summary>How long a key that its operator names no more stays.</summary>
    public int OverlapDays { get; set; } = 30;

    /// <summary>As for <c>ssh-keyscan -t</c>.</summary>
    public IReadOnlyList<string> Types { get; set; } = ["ed25519", "ecdsa", "rsa", "cert"];

    public IReadOnlyList<VantageSetting> Vantages { get; set; } = [];

    /// <summary>The DNS server that is asked; null: as the machine is set up. It need not be trusted: signatures are checked.</summary>
    public string? Resolver { get; set; }

    /// <summary>DS records of the root, as in a zone file; empty: IANA's.</summary>
    public IReadOnlyList<string> TrustAnchors { get; set; } = [];

    /// <summary>By host as in known_hosts; <c>*</c> is for all that are not named.</summary>
    public IReadOnlyDictionary<string, HostPolicy> Hosts { get; set; } = new Dictionary<string, HostPolicy>();

    /// <summary>Users who are asked to review.</summary>
    public IReadOnlyList<string> Reviewers { get; set; } = [];

    public IReadOnlyList<string> Labels { get; set; } = [];

    public HostPolicy For(HostAddress host) => Hosts.GetValueOrDefault(host.ToString()) ?? WellKnown(host) ?? Hosts.GetValueOrDefault("*") ?? HostPolicy.Default;

    /// <exception cref="KnownHostsException">It is none.</exception>
    public static Policy Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var policy = bytes.Length <= LargestFile ? JsonSerializer.Deserialize(bytes, TrustJson.Default.Policy) : null;
            return policy is null ? throw Malformed("it is empty or too large") : policy.Checked();
        }
        catch (Exception bad) when (bad is JsonException or MalformedInputException)
        {
            throw Malformed(bad.Message);
        }
    }

    /// <summary>The names that GitHub and GitLab serve, and where they publish their keys.</summary>
    static HostPolicy? WellKnown(HostAddress host) => host.Name switch
    {
        "github.com" or "ssh.github.com" => new HostPolicy { Sources = [new SourceSetting { Kind = "github" }] },
        "gitlab.com" or "altssh.gitlab.com" => new HostPolicy { Sources = [new SourceSetting { Kind = "gitlab", Url = "https://gitlab.com/help/instance_configuration" }] },
        _ => null,
    };

    Policy Checked()
    {
        var sources = Hosts.Values.SelectMany(host => host?.Sources ?? []).ToList();
        var wrong = sources.Contains(null!) || Vantages.Contains(null!) || Hosts.Values.Any(host => host?.Confirmed.Contains(null!) is true) ? "an entry of a list is empty"
            : sources.Exists(source => source.Authority is { } authority && !IsKey(authority)) ? "an authority is a public key: ssh-ed25519 AAAA..."
            : VantageMinimum is < 1 or > 20 ? "vantageMinimum is 1 to 20"
            : SeenHours is not (>= 0 and <= 8760) ? "seenHours is 0 to 8760"
            : OverlapDays is < 0 or > 3650 ? "overlapDays is 0 to 3650"
            : Types.FirstOrDefault(type => KeyAlgorithms.Named(type).Count == 0) is { } type ? $"'{type}' is no type of key"
            : Vantages.GroupBy(one => one.Name, StringComparer.Ordinal).Any(same => same.Count() > 1) ? "two vantage points have one name"
            : Hosts.Keys.FirstOrDefault(name => name != "*" && HostAddress.TryParse(name)?.ToString() != name) is { } name ? $"'{name}' is no host as known_hosts writes it (host, or [host]:port, lower-case)"
            : null;
        return wrong is null ? this : throw Malformed(wrong);
    }

    static bool IsKey(string text) => text.Split(' ') is [var type, var base64, ..] && SshHostKey.Parse(type, base64).Certificate is null;

    static KnownHostsException Malformed(string why) => new("policy.malformed", $"The policy can't be used: {why}.");
}

/// <param name="Via"><c>direct</c>, <c>socks5://host:port</c>, <c>ssh://user@host</c>.</param>
public sealed record VantageSetting(string Name, string Via);

public sealed record HostPolicy
{
    public static HostPolicy Default { get; } = new() { Sources = [new SourceSetting { Kind = "sshfp" }] };

    public IReadOnlyList<SourceSetting> Sources { get; set; } = [];

    /// <summary>Fingerprints of keys that others may have.</summary>
    public IReadOnlyList<string> Compromised { get; set; } = [];

    public IReadOnlyList<ReadOutSetting> Confirmed { get; set; } = [];

    /// <summary>With whom the host lets us log in, to ask it for all its keys.</summary>
    public LoginSetting? Login { get; set; }
}

/// <summary>One source of evidence.</summary>
public sealed record SourceSetting
{
    /// <summary><c>github</c>, <c>gitlab</c>, <c>list</c>, <c>sshfp</c>, <c>ca</c> or <c>statement</c>.</summary>
    public required string Kind { get; set; }

    public string? Url { get; set; }

    /// <summary>A statement's file, instead of an address.</summary>
    public string? File { get; set; }

    /// <summary>PEM of whom to trust for this address besides the system's.</summary>
    public string? Certificates { get; set; }

    /// <summary>A file as ssh-keygen's allowed signers.</summary>
    public string? Signers { get; set; }

    /// <summary>A host authority's public key: <c>ssh-ed25519 AAAA...</c>.</summary>
    public string? Authority { get; set; }

    /// <summary>The list has all keys: one that is not there any more is retired.</summary>
    public bool Whole { get; set; }
}

/// <param name="By">Who compared it; two make it strong.</param>
/// <param name="Channel">How: by telephone, on the console.</param>
public sealed record ReadOutSetting(string Fingerprint, IReadOnlyList<string> By, string Channel);

/// <param name="Key">A private key's file without a passphrase; <c>agent</c> or <c>agent:SHA256:...</c>: a key of ssh-agent, where one with a passphrase can be.</param>
public sealed record LoginSetting(string User, string Key);
