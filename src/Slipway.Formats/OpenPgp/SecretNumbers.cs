using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;

namespace Slipway.Formats.OpenPgp;

/// <summary>Takes the secret numbers out of an imported key, with its passphrase where it has one.</summary>
internal static class SecretNumbers
{
    public static void RequireAlgorithm(PgpPublicKey key)
    {
        var accepted = key.Algorithm switch
        {
            PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaSign => key.BitStrength >= Bounds.MinRsaBits,
            PublicKeyAlgorithmTag.EdDsa_Legacy => key.GetKey() is Ed25519PublicKeyParameters,
            _ => false,
        };
        if (!accepted)
            throw new MalformedInputException("openpgp.unsupported-algorithm", $"The key is {key.Algorithm} with {key.BitStrength} bits. Clients accept RSA of {Bounds.MinRsaBits} bits and more, and Ed25519.");
    }

    public static SecretMaterial Of(PgpSecretKey key, string? passphrase)
    {
        RequireAlgorithm(key.PublicKey);
        SecretMaterial material = Unlock(key, passphrase).Key switch
        {
            RsaPrivateCrtKeyParameters rsa => RsaMaterial.From(rsa),
            Ed25519PrivateKeyParameters ed => new Ed25519Material(ed.GetEncoded()),
            _ => throw new MalformedInputException("openpgp.unsupported-algorithm", "The secret key is of another kind than its public key says."),
        };
        return KeyPacket.Of(material, new DateTimeOffset(key.PublicKey.CreationTime, TimeSpan.Zero), AlgorithmOf(key)).Fingerprint.AsSpan().SequenceEqual(key.PublicKey.GetFingerprint())
            ? material
            : throw new MalformedInputException("openpgp.malformed", "The secret numbers do not belong to the public key.");
    }

    static byte AlgorithmOf(PgpSecretKey key) => (byte)key.PublicKey.Algorithm;

    static PgpPrivateKey Unlock(PgpSecretKey key, string? passphrase)
    {
        if (key.KeyEncryptionAlgorithm == SymmetricKeyAlgorithmTag.Null)
            return key.ExtractPrivateKeyUtf8(null);
        if (string.IsNullOrEmpty(passphrase))
            throw new MalformedInputException("openpgp.passphrase-missing", "The key is protected by a passphrase: give it too.");
        // Argon2 lets whoever made the file choose how much memory reading it takes.
        if (key.S2k?.Type is not (S2k.Simple or S2k.Salted or S2k.SaltedAndIterated))
            throw new MalformedInputException("openpgp.unsupported-protection", "The key's passphrase protection is not one that gpg writes: export the key with gpg --export-secret-keys.");
        try
        {
            return key.ExtractPrivateKeyUtf8(passphrase.ToCharArray());
        }
        catch (Exception wrong) when (wrong is PgpException or CryptographicException or IOException)
        {
            throw new MalformedInputException("openpgp.wrong-passphrase", "The passphrase does not open the key.", wrong);
        }
    }
}
