using System.Text.Json.Serialization;

namespace Slipway.KnownHosts.Trust;

/// <summary>Why a key may be believed to be a host's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceClass>))]
public enum EvidenceClass
{
    /// <summary>The host signed a key exchange with it. Necessary, never sufficient: an impostor has a key as well.</summary>
    [JsonStringEnumMemberName("possession")]
    Possession,

    /// <summary>Within a session under a trusted key, the host proved that it has this one too (hostkeys-prove-00@openssh.com).</summary>
    [JsonStringEnumMemberName("continuity")]
    Continuity,

    /// <summary>The operator publishes it, over HTTPS.</summary>
    [JsonStringEnumMemberName("published-list")]
    PublishedList,

    /// <summary>A certificate authority of hosts that is trusted says so.</summary>
    [JsonStringEnumMemberName("host-authority")]
    HostAuthority,

    /// <summary>SSHFP in DNS, with signatures up to the root that we checked ourselves.</summary>
    [JsonStringEnumMemberName("signed-dns")]
    SignedDns,

    /// <summary>A statement that a named person or operator signed.</summary>
    [JsonStringEnumMemberName("signed-statement")]
    SignedStatement,

    /// <summary>Two people, who are named, compared it over another channel.</summary>
    [JsonStringEnumMemberName("read-out")]
    ReadOut,

    /// <summary>It was in the file before anybody asked for evidence.</summary>
    [JsonStringEnumMemberName("inherited")]
    Inherited,
}

/// <param name="Source">From where: an address, a vantage point, a name.</param>
/// <param name="At">When it was first so.</param>
public sealed record Evidence(EvidenceClass Class, string Source, DateTimeOffset At)
{
    [JsonIgnore]
    public bool IsStrong => Class is not (EvidenceClass.Possession or EvidenceClass.Inherited);
}
