namespace Slipway.Formats.OpenPgp;

/// <summary>The secret numbers of a key, and what is done with them. Safe for concurrent use.</summary>
internal abstract class SecretMaterial
{
    /// <summary>The algorithm's number in OpenPGP.</summary>
    public abstract byte AlgorithmId { get; }

    /// <summary>For people and the API: <c>rsa4096</c>, <c>ed25519</c>.</summary>
    public abstract string Name { get; }

    public abstract void WritePublic(PacketWriter writer);

    public abstract void WriteSecret(PacketWriter writer);

    /// <summary>Signs a SHA-512 digest; the answer is written as the signature packet's integers.</summary>
    public abstract void Sign(ReadOnlySpan<byte> digest, PacketWriter writer);

    public static SecretMaterial Generate(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa4096 => RsaMaterial.Generate(4096),
        KeyAlgorithm.Ed25519 => Ed25519Material.Generate(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, message: null),
    };
}

/// <summary>A key's public packet and its secret.</summary>
internal sealed record KeyPair(KeyPacket Public, SecretMaterial Secret);
