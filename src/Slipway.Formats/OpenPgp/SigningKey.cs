using System.Text;

namespace Slipway.Formats.OpenPgp;

/// <summary>A secret key that is ready to sign. Immutable, and safe for concurrent use.</summary>
public sealed class SigningKey
{
    readonly SecretCertificate _certificate;
    readonly KeyPair _signer;

    internal SigningKey(SecretCertificate certificate, KeyPair signer, string userId, DateTimeOffset? expiresAt)
    {
        _certificate = certificate;
        _signer = signer;
        UserId = userId;
        ExpiresAt = expiresAt;
    }

    /// <summary>The primary key's fingerprint: 40 upper-case hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexString(_certificate.Primary.Fingerprint);

    /// <summary>The fingerprint of the part that signs: a subkey's, or the same as <see cref="Fingerprint"/>.</summary>
    public string SignerFingerprint => Convert.ToHexString(_signer.Public.Fingerprint);

    /// <summary>Whom the key says to belong to.</summary>
    public string UserId { get; }

    /// <summary>Of the part that signs: <c>rsa4096</c>, <c>rsa2048</c>, <c>ed25519</c>.</summary>
    public string Algorithm => _signer.Secret.Name;

    /// <summary>When the primary key was made.</summary>
    public DateTimeOffset CreatedAt => _certificate.Primary.CreatedAt;

    /// <summary>When clients stop accepting the key's signatures; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Makes a key that certifies itself and never expires.</summary>
    public static SigningKey Generate(KeyAlgorithm algorithm, string userId, DateTimeOffset created)
    {
        var secret = SecretMaterial.Generate(algorithm);
        var pair = new KeyPair(KeyPacket.Of(secret, created), secret);
        var certificate = new SecretCertificate(pair.Public);
        certificate.AddKey(PacketTag.SecretKey, pair.Public, secret);
        certificate.AddUserId(Encoding.UTF8.GetBytes(userId), Certification.OfUserId(pair, Encoding.UTF8.GetBytes(userId), created, Subpacket.OwnKey));
        return new SigningKey(certificate, pair, userId, expiresAt: null);
    }

    /// <summary>
    /// Takes over a key that clients already trust. Its own SHA-1 self-signatures are renewed with SHA-512; signatures of other
    /// people, and subkeys that do not sign, are left out.
    /// </summary>
    /// <exception cref="MalformedInputException">Code <c>openpgp.*</c>: what is wrong with the key, or with the passphrase.</exception>
    public static SigningKey Import(string armoredSecretKey, string? passphrase, DateTimeOffset now) =>
        KeyImport.Read(Armor.Read(Armor.SecretKey, armoredSecretKey), passphrase, now);

    /// <summary>Reads what <see cref="Serialize"/> wrote; an expired key is read too.</summary>
    public static SigningKey Deserialize(ReadOnlySpan<byte> transferable) => KeyImport.Read(transferable.ToArray(), passphrase: null, now: null);

    /// <summary>The transferable secret key in plain packets: whoever stores it seals it first.</summary>
    public byte[] Serialize() => _certificate.Encode(secret: true);

    /// <summary>The public key for <c>signed-by</c>, <c>gpgkey</c> and <c>rpm --import</c>, armored.</summary>
    public string ExportPublicArmored() => Armor.Write(Armor.PublicKey, ExportPublicBinary());

    /// <summary>The public key as packets, as older apt wants it in <c>trusted.gpg.d</c>.</summary>
    public byte[] ExportPublicBinary() => _certificate.Encode(secret: false);

    /// <summary>
    /// The text with its signature around it, as <c>InRelease</c> is. A missing final line end is added.
    /// gpg reads lines of up to 19,995 bytes, so neither should the text have longer ones.
    /// </summary>
    public byte[] ClearSign(ReadOnlySpan<byte> text, DateTimeOffset at)
    {
        using var hash = SignaturePacket.NewHash();
        var message = new PacketWriter().Bytes("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"u8);
        ClearText.Write(text, hash, message);
        return message.Bytes(Armored(SignaturePacket.Make(SignatureType.Text, _signer, at, [], hash))).ToArray();
    }

    /// <summary>
    /// One signature for both forms of a text, since the private key's operation is most of the cost. The clear-signed form has an empty
    /// last line more: so what is signed ends with a line end in both, and the same text signature (type 0x01) is right beside the text.
    /// </summary>
    /// <param name="text">Ends with a line end; no line ends with a blank.</param>
    public (byte[] ClearSigned, byte[] Detached) SignBothWays(ReadOnlySpan<byte> text, DateTimeOffset at)
    {
        using var hash = SignaturePacket.NewHash();
        var message = new PacketWriter().Bytes("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"u8);
        ClearText.Write([.. text, (byte)'\n'], hash, message);
        var signature = Armored(SignaturePacket.Make(SignatureType.Text, _signer, at, [], hash));
        return (message.Bytes(signature).ToArray(), signature);
    }

    /// <summary>An armored signature beside the data, as <c>Release.gpg</c> and <c>repomd.xml.asc</c> are.</summary>
    public byte[] DetachSign(ReadOnlySpan<byte> data, DateTimeOffset at)
    {
        using var hash = SignaturePacket.NewHash();
        hash.AppendData(data);
        return Armored(SignaturePacket.Make(SignatureType.Binary, _signer, at, [], hash));
    }

    static byte[] Armored(byte[] signature) =>
        Encoding.ASCII.GetBytes(Armor.Write(Armor.Signature, new PacketWriter().Packet(PacketTag.Signature, signature).Written));
}
