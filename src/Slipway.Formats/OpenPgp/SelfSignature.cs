using System.Globalization;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Slipway.Formats.OpenPgp;

/// <summary>Finds and checks a primary key's signatures over its own parts.</summary>
internal static class SelfSignature
{
    /// <summary>SHA-1 and older are refused by apt and rpm in their current versions.</summary>
    public static bool IsStrong(PgpSignature signature) =>
        signature.HashAlgorithm is HashAlgorithmTag.Sha224 or HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512;

    public static PgpSignature? Newest(PgpPublicKey primary, IEnumerable<PgpSignature>? signatures, Func<PgpSignature, bool> kind, byte[] userId) =>
        NewestOver(primary, signatures, kind, Certification.UserIdForm(userId));

    /// <param name="key">The subkey that is signed; null when it is the primary alone.</param>
    public static PgpSignature? Newest(PgpPublicKey primary, IEnumerable<PgpSignature>? signatures, Func<PgpSignature, bool> kind, PgpPublicKey? key) =>
        NewestOver(primary, signatures, kind, key is null ? ReadOnlySpan<byte>.Empty : Packet(key).HashedForm);

    public static KeyPacket Packet(PgpPublicKey key) => new(key.PublicKeyPacket.GetEncodedContents());

    public static bool IsUsable(PgpPublicKey key) => key.Version == 4 && key.BitStrength is > 0 and <= Bounds.MaxKeyBits;

    public static void RequireUsable(PgpPublicKey key)
    {
        if (key.Version != 4)
            throw new MalformedInputException("openpgp.unsupported-version", string.Create(CultureInfo.InvariantCulture, $"The key has version {key.Version}; only version 4 is read by every client."));
        if (!IsUsable(key))
            throw new MalformedInputException("openpgp.unsupported-algorithm", $"The key is of an unknown kind, or has more than {Bounds.MaxKeyBits} bits.");
    }

    static PgpSignature? NewestOver(PgpPublicKey primary, IEnumerable<PgpSignature>? signatures, Func<PgpSignature, bool> kind, ReadOnlySpan<byte> signed)
    {
        foreach (var signature in (signatures ?? []).Where(s => s.Version == 4 && s.KeyId == primary.KeyId && kind(s)).OrderByDescending(s => s.CreationTime).Take(16))
        {
            if (Verifies(signature, primary, signed))
                return signature;
        }

        return null;
    }

    static bool Verifies(PgpSignature signature, PgpPublicKey primary, ReadOnlySpan<byte> signed)
    {
        try
        {
            signature.InitVerify(primary);
            signature.Update(Packet(primary).HashedForm);
            signature.Update(signed);
            return signature.Verify();
        }
        catch (Exception unreadable) when (Untrusted.IsFault(unreadable))
        {
            return false;
        }
    }
}
