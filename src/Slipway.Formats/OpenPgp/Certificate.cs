using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Slipway.Formats.OpenPgp;

/// <summary>The parts of a key that its own primary key vouches for; everything else in the packets is ignored.</summary>
internal sealed class Certificate
{
    const byte MaySign = 0x02;

    Certificate(PgpPublicKey primary, IReadOnlyList<BoundUserId> userIds, IReadOnlyList<BoundKey> keys, bool revoked) =>
        (Primary, UserIds, Keys, Revoked) = (primary, userIds, keys, revoked);

    public PgpPublicKey Primary { get; }

    public IReadOnlyList<BoundUserId> UserIds { get; }

    /// <summary>The keys that may sign data: the primary last, so that a subkey is preferred.</summary>
    public IReadOnlyList<BoundKey> Keys { get; }

    public bool Revoked { get; }

    public static Certificate Read(IReadOnlyList<PgpPublicKey> keys)
    {
        var primary = keys[0];
        SelfSignature.RequireUsable(primary);
        var userIds = (
            from id in primary.GetRawUserIds().Take(64)
            let signature = SelfSignature.Newest(primary, primary.GetSignaturesForId(id), sig => sig.IsCertification(), id)
            let revocation = SelfSignature.Newest(primary, primary.GetSignaturesForId(id), IsA(SignatureType.CertificationRevocation), id)
            where signature is not null && (revocation is null || revocation.CreationTime < signature.CreationTime)
            orderby signature.GetHashedSubPackets()?.IsPrimaryUserId() == true descending
            select new BoundUserId(id, signature)).ToList();
        if (userIds.Count == 0)
            throw new MalformedInputException("openpgp.no-user-id", "The key has no user id that it signed itself.");

        var subkeys = (
            from key in keys.Skip(1).Take(64)
            where !key.IsMasterKey && SelfSignature.IsUsable(key)
            let binding = SelfSignature.Newest(primary, key.GetSignatures(), IsA(SignatureType.SubkeyBinding), key)
            where binding is not null && (Flags(binding) & MaySign) != 0
            where SelfSignature.Newest(primary, key.GetSignatures(), IsA(SignatureType.SubkeyRevocation), key) is null
            orderby key.CreationTime descending
            select new BoundKey(key, binding, Expiry(key, binding))).ToList();
        var direct = SelfSignature.Newest(primary, primary.GetSignatures(), IsA(SignatureType.DirectKey), key: null);
        var statement = userIds[0].Signature;
        if (Flags(statement) is null || (Flags(statement) & MaySign) != 0)
            subkeys.Add(new BoundKey(primary, statement, null));
        var expiry = Earlier(Expiry(primary, statement), direct is null ? null : Expiry(primary, direct));
        return new Certificate(
            primary,
            userIds,
            [.. subkeys.Select(key => key with { ExpiresAt = Earlier(key.ExpiresAt, expiry) })],
            SelfSignature.Newest(primary, primary.GetSignatures(), IsA(SignatureType.KeyRevocation), key: null) is not null);
    }

    static Func<PgpSignature, bool> IsA(SignatureType type) => signature => signature.SignatureType == (int)type;

    static int? Flags(PgpSignature signature) =>
        signature.GetHashedSubPackets() is { } stated && stated.HasSubpacket(SignatureSubpacketTag.KeyFlags) ? stated.GetKeyFlags() : null;

    static DateTimeOffset? Expiry(PgpPublicKey key, PgpSignature signature) =>
        signature.GetHashedSubPackets()?.GetKeyExpirationTime() is > 0 and var seconds
            ? new DateTimeOffset(key.CreationTime, TimeSpan.Zero).AddSeconds(seconds)
            : null;

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}

/// <summary>A user id and the newest self-signature that vouches for it.</summary>
internal sealed record BoundUserId(byte[] Id, PgpSignature Signature);

/// <summary>A key that may sign data, the signature that says so, and until when.</summary>
internal sealed record BoundKey(PgpPublicKey Key, PgpSignature Binding, DateTimeOffset? ExpiresAt);
