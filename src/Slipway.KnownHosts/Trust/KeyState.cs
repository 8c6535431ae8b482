using System.Text.Json.Serialization;

namespace Slipway.KnownHosts.Trust;

[JsonConverter(typeof(JsonStringEnumConverter<KeyState>))]
public enum KeyState
{
    /// <summary>Seen, and no more.</summary>
    [JsonStringEnumMemberName("candidate")]
    Candidate,

    /// <summary>There is evidence, and not enough.</summary>
    [JsonStringEnumMemberName("corroborated")]
    Corroborated,

    [JsonStringEnumMemberName("trusted")]
    Trusted,

    /// <summary>Trusted, and its operator does not name it any more.</summary>
    [JsonStringEnumMemberName("retiring")]
    Retiring,

    [JsonStringEnumMemberName("retired")]
    Retired,

    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
