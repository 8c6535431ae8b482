using System.Text;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Slipway.Formats.OpenPgp;

/// <summary>Reads a transferable secret key, and keeps what is needed to sign and to be verified.</summary>
internal static class KeyImport
{
    /// <param name="now">Null to read an expired key too.</param>
    public static SigningKey Read(byte[] packets, string? passphrase, DateTimeOffset? now)
    {
        return Untrusted.Read(() =>
        {
            var ring = new PgpSecretKeyRing(PacketScan.Check(packets));
            return Read(ring, Certificate.Read([.. ring.GetPublicKeys()]), passphrase, now);
        });
    }

    static SigningKey Read(PgpSecretKeyRing ring, Certificate certificate, string? passphrase, DateTimeOffset? now)
    {
        if (certificate.Revoked)
            throw new MalformedInputException("openpgp.revoked", "The key is revoked: clients refuse what it signs.");
        SecretNumbers.RequireAlgorithm(certificate.Primary);

        var signing = certificate.Keys.Where(key => ring.GetSecretKey(key.Key.KeyId) is { IsPrivateKeyEmpty: false }).ToList();
        if (signing.Count == 0)
            throw new MalformedInputException("openpgp.no-signing-key", "The key has no secret part that may sign. Export it with gpg --export-secret-keys, or --export-secret-subkeys for a signing subkey.");
        var chosen = signing.Find(key => now is null || key.ExpiresAt is null || key.ExpiresAt > now)
            ?? throw new MalformedInputException("openpgp.expired", $"The key expired on {signing[0].ExpiresAt:yyyy-MM-dd}: extend it (gpg --quick-set-expire) and import it again.");

        var primaryPacket = SelfSignature.Packet(certificate.Primary);
        var primarySecret = ring.GetSecretKey() is { IsPrivateKeyEmpty: false } own ? SecretNumbers.Of(own, passphrase) : null;
        var primary = primarySecret is null ? null : new KeyPair(primaryPacket, primarySecret);
        var signer = chosen.Key.IsMasterKey
            ? primary!
            : new KeyPair(SelfSignature.Packet(chosen.Key), SecretNumbers.Of(ring.GetSecretKey(chosen.Key.KeyId), passphrase));

        var kept = new SecretCertificate(primaryPacket);
        kept.AddKey(PacketTag.SecretKey, primaryPacket, primarySecret);
        foreach (var (id, signature) in certificate.UserIds)
            kept.AddUserId(id, SelfSignature.IsStrong(signature)
                ? signature.GetEncoded()
                : Certification.OfUserId(Required(primary), id, Renewed(signature), Certification.StatementsOf(signature)));
        if (!chosen.Key.IsMasterKey)
        {
            kept.AddKey(PacketTag.SecretSubkey, signer.Public, signer.Secret);
            kept.AddSignature(SelfSignature.IsStrong(chosen.Binding) && HasStrongBackSignature(chosen.Binding)
                ? chosen.Binding.GetEncoded()
                : Certification.OfSubkey(Required(primary), signer, Renewed(chosen.Binding), Certification.StatementsOf(chosen.Binding)));
        }

        return new SigningKey(kept, signer, Encoding.UTF8.GetString(certificate.UserIds[0].Id), chosen.ExpiresAt);
    }

    // One second after the old signature: newer than it where a client has both, and never in the future.
    static DateTimeOffset Renewed(PgpSignature signature) => new DateTimeOffset(signature.CreationTime, TimeSpan.Zero).AddSeconds(1);

    static KeyPair Required(KeyPair? primary) => primary
        ?? throw new MalformedInputException("openpgp.weak-self-signature", "The key vouches for itself with SHA-1, which clients refuse, and its primary secret is not here to renew that. Import the whole key.");

    static bool HasStrongBackSignature(PgpSignature binding) =>
        new[] { binding.GetHashedSubPackets(), binding.GetUnhashedSubPackets() }
            .Select(area => area?.GetEmbeddedSignatures())
            .SelectMany(list => Enumerable.Range(0, list?.Count ?? 0).Select(index => list![index]))
            .Any(back => back.SignatureType == (int)SignatureType.PrimaryKeyBinding && SelfSignature.IsStrong(back));
}
