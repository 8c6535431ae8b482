using System.Security.Cryptography;

namespace Slipway.Formats.Rpm;

/// <summary>
/// What a package says of its own bytes: sizes and digests of the header and the payload, from both headers
/// (rpm: docs/manual/signatures_digests.md, format_v4.md, format_v6.md).
/// </summary>
internal sealed class RpmClaims
{
    /// <summary>Digests over the main header.</summary>
    public required IReadOnlyList<RpmDigestClaim> Header { get; init; }

    /// <summary>Digests over the payload as it stands in the file.</summary>
    public required IReadOnlyList<RpmDigestClaim> Payload { get; init; }

    /// <summary>MD5 over main header and payload; format 4 only.</summary>
    public required RpmDigestClaim? Whole { get; init; }

    /// <summary>Bytes of main header and payload; format 4 only.</summary>
    public required long? WholeSize { get; init; }

    /// <summary>Bytes of the payload, compressed or not; format 6 only.</summary>
    public required IReadOnlyList<long> PayloadSizes { get; init; }

    public static RpmClaims Read(RpmHeader signature, RpmHeader header, bool isV6)
    {
        var claims = new RpmClaims
        {
            Header = [.. HeaderDigests(signature).Where(claim => claim.CanBeChecked)],
            Payload = [.. PayloadDigests(header).Where(claim => claim.CanBeChecked)],
            Whole = isV6 ? null : Md5(signature),
            WholeSize = isV6 ? null : Size(signature),
            PayloadSizes = [.. new[] { RpmTag.PayloadSize, RpmTag.PayloadSizeAlt }
                .Select(tag => header.Number((uint)tag, RpmType.Int64)).OfType<ulong>().Select(Signed)],
        };
        return claims.Whole is not null ? claims
            : claims.Header.Count == 0 ? throw RpmFault.DigestMissing("header")
            : claims.Payload.Count == 0 ? throw RpmFault.DigestMissing("payload")
            : claims;
    }

    static IEnumerable<RpmDigestClaim> HeaderDigests(RpmHeader signature)
    {
        (RpmSignatureTag Tag, HashAlgorithmName Algorithm)[] known =
        [
            (RpmSignatureTag.Sha1, HashAlgorithmName.SHA1),
            (RpmSignatureTag.Sha256, HashAlgorithmName.SHA256),
            (RpmSignatureTag.Sha3, HashAlgorithmName.SHA3_256),
        ];
        foreach (var (tag, algorithm) in known)
        {
            if (signature.Text((uint)tag) is { } claim)
            {
                yield return RpmDigestClaim.FromText($"{algorithm.Name} digest of the header", algorithm, claim);
            }
        }
    }

    static IEnumerable<RpmDigestClaim> PayloadDigests(RpmHeader header)
    {
        (RpmTag Tag, RpmTag Alt, HashAlgorithmName Algorithm)[] known =
        [
            (RpmTag.PayloadDigest, RpmTag.PayloadDigestAlt, FirstAlgorithm(header)),
            (RpmTag.PayloadSha512, RpmTag.PayloadSha512Alt, HashAlgorithmName.SHA512),
            (RpmTag.PayloadSha3, RpmTag.PayloadSha3Alt, HashAlgorithmName.SHA3_256),
        ];
        foreach (var (tag, alt, algorithm) in known)
        {
            if (header.Text((uint)tag) is { } claim)
            {
                // The alternative is of the uncompressed payload, so that a package may be stored that way.
                yield return RpmDigestClaim.FromText($"{algorithm.Name} digest of the payload", algorithm, claim, header.Text((uint)alt));
            }
        }
    }

    // Numbers of OpenPGP hashes (RFC 9580, section 9.5); rpm has only ever written 8 here.
    static HashAlgorithmName FirstAlgorithm(RpmHeader header) =>
        header.Number((uint)RpmTag.PayloadDigestAlgorithm, RpmType.Int32) switch
        {
            null or 8 => HashAlgorithmName.SHA256,
            2 => HashAlgorithmName.SHA1,
            9 => HashAlgorithmName.SHA384,
            10 => HashAlgorithmName.SHA512,
            var other => throw new MalformedInputException("rpm.unsupported-digest", $"The payload's digest is of unknown kind {other}."),
        };

    static RpmDigestClaim? Md5(RpmHeader signature) => signature.Binary((uint)RpmSignatureTag.Md5) is { } claim
        ? new RpmDigestClaim("MD5 digest of header and payload", HashAlgorithmName.MD5, [Convert.ToHexStringLower(claim.Span)])
        : null;

    static long? Size(RpmHeader signature) =>
        (signature.Number((uint)RpmSignatureTag.LongSize, RpmType.Int64) ?? signature.Number((uint)RpmSignatureTag.Size, RpmType.Int32)) is { } size
            ? Signed(size)
            : null;

    static long Signed(ulong size) => size <= long.MaxValue
        ? (long)size
        : throw RpmFault.BadHeader($"A size of {size} bytes is claimed.");
}
