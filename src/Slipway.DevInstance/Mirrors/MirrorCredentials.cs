using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.DevInstance.Mirrors;

/// <summary>What opens the other place. Only ever stored sealed, and never shown again.</summary>
/// <param name="HostKey">For ssh: the host's line for <c>known_hosts</c>; no key is trusted because it was merely seen.</param>
sealed record MirrorCredentials(string? User, string? Password, string? PrivateKey, string? HostKey)
{
    public bool IsEmpty => this is { User: null, Password: null, PrivateKey: null, HostKey: null };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, MirrorJson.Default.MirrorCredentials);

    public static MirrorCredentials OfBytes(byte[] bytes) => JsonSerializer.Deserialize(bytes, MirrorJson.Default.MirrorCredentials)!;
}

[JsonSerializable(typeof(MirrorCredentials))]
sealed partial class MirrorJson : JsonSerializerContext;
