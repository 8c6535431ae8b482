using System.Text;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Slipway.Formats.OpenPgp;

/// <summary>A key that others sign with: read from outside, only ever used to verify.</summary>
public sealed class PublicKey
{
    readonly Certificate _certificate;
    readonly byte[] _packets;

    PublicKey(Certificate certificate, byte[] packets) => (_certificate, _packets) = (certificate, packets);

    /// <summary>The primary key's: 40 upper-case hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexString(_certificate.Primary.GetFingerprint());

    /// <summary>The last 16 digits of the fingerprint.</summary>
    public string KeyId => Fingerprint[^16..];

    /// <summary>Those that the key signed itself; the one marked primary first.</summary>
    public IReadOnlyList<string> UserIds => [.. _certificate.UserIds.Select(id => Encoding.UTF8.GetString(id.Id))];

    /// <summary>When the primary key was made.</summary>
    public DateTimeOffset CreatedAt => new(_certificate.Primary.CreationTime, TimeSpan.Zero);

    /// <summary>Whether the owner withdrew the key.</summary>
    public bool IsRevoked => _certificate.Revoked;

    /// <summary>Reads one key, armored or in packets, of at most 256 KiB.</summary>
    /// <exception cref="MalformedInputException">Code <c>openpgp.*</c>.</exception>
    public static PublicKey Parse(ReadOnlySpan<byte> data)
    {
        var packets = Dearmor(Armor.PublicKey, data);
        return Untrusted.Read(() => new PublicKey(Certificate.Read([.. new PgpPublicKeyRing(packets).GetPublicKeys()]), packets));
    }

    /// <summary>Reads one armored key.</summary>
    public static PublicKey Parse(string armored) => Parse(Encoding.UTF8.GetBytes(armored));

    /// <summary>As it was read, in packets: what apt before 1.4 reads.</summary>
    public byte[] ExportBinary() => [.. _packets];

    /// <summary>As it was read, armored.</summary>
    public string ExportArmored() => Armor.Write(Armor.PublicKey, _packets);

    /// <summary>
    /// Whether the detached signature, armored or not, is this key's over these bytes: made with a strong hash, by a part that may
    /// sign and was not expired then.
    /// </summary>
    /// <exception cref="MalformedInputException">The signature is none; code <c>openpgp.*</c>.</exception>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Verify(data, signature, SignatureType.Binary);

    /// <summary>The same for data of any length.</summary>
    /// <param name="data">Can be sought in: it is read once for each signature that could be this key's.</param>
    /// <exception cref="MalformedInputException">The signature is none; code <c>openpgp.*</c>.</exception>
    public bool Verify(Stream data, ReadOnlySpan<byte> signature) => Verify(signature, SignatureType.Binary, made => Feed(made, data));

    /// <summary>Whether the message is signed by this key, judged as a detached signature is. What was signed is its <see cref="ClearSignedMessage.Text"/>.</summary>
    /// <exception cref="MalformedInputException">The signature is none; code <c>openpgp.*</c>.</exception>
    public bool Verify(ClearSignedMessage message) => Verify(message.Signed, message.Signature, SignatureType.Text);

    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureType type)
    {
        var bytes = data.ToArray();
        return Verify(signature, type, made => made.Update(bytes));
    }

    bool Verify(ReadOnlySpan<byte> signature, SignatureType type, Action<PgpSignature> feed)
    {
        var packets = Dearmor(Armor.Signature, signature);
        var list = Untrusted.Read(() => new PgpObjectFactory(packets).NextPgpObject() as PgpSignatureList)
            ?? throw new MalformedInputException("openpgp.malformed", "These packets are no signature.");
        foreach (var made in Enumerable.Range(0, Math.Min(list.Count, 16)).Select(index => list[index]))
        {
            if (Verifies(made, type, feed))
                return true;
        }

        return false;
    }

    bool Verifies(PgpSignature made, SignatureType type, Action<PgpSignature> feed)
    {
        var at = new DateTimeOffset(made.CreationTime, TimeSpan.Zero);
        if (IsRevoked || made.Version != 4 || made.SignatureType != (int)type || !SelfSignature.IsStrong(made)
            || _certificate.Keys.FirstOrDefault(key => key.Key.KeyId == made.KeyId) is not { } signer
            || at < new DateTimeOffset(signer.Key.CreationTime, TimeSpan.Zero) || at >= signer.ExpiresAt)
            return false;
        try
        {
            made.InitVerify(signer.Key);
            feed(made);
            return made.Verify();
        }
        catch (Exception unreadable) when (Untrusted.IsFault(unreadable))
        {
            return false;
        }
    }

    static void Feed(PgpSignature made, Stream data)
    {
        data.Position = 0;
        var buffer = new byte[128 << 10];
        int read;
        while ((read = data.Read(buffer)) > 0) made.Update(buffer.AsSpan(0, read));
    }

    static byte[] Dearmor(string kind, ReadOnlySpan<byte> data)
    {
        Bounds.Check(data.Length / 2);
        // Every packet begins with a byte whose top bit is set; armor is ASCII.
        var packets = data.Length > 0 && data[0] >= 0x80 ? data.ToArray() : Armor.Read(kind, Encoding.UTF8.GetString(data));
        return PacketScan.Check(packets);
    }
}
