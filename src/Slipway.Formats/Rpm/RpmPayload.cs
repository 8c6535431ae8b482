using System.Buffers;
using System.Security.Cryptography;

namespace Slipway.Formats.Rpm;

/// <summary>Passes over the payload to the source's end, and holds the package to its claims. The archive is never opened.</summary>
internal static class RpmPayload
{
    public static async ValueTask CheckAsync(RpmSource source, RpmHeader header, RpmClaims claims, CancellationToken ct)
    {
        CheckHeader(header, claims);
        List<(RpmDigestClaim Claim, IncrementalHash Hash)> hashes =
            [.. claims.Payload.Select(claim => (claim, IncrementalHash.CreateHash(claim.Algorithm)))];
        try
        {
            if (claims.Whole is { } whole)
            {
                var md5 = IncrementalHash.CreateHash(whole.Algorithm);
                md5.AppendData(header.Bytes.Span);
                hashes.Add((whole, md5));
            }

            var size = await HashAsync(source, [.. hashes.Select(pair => pair.Hash)], Longest(claims, header), ct).ConfigureAwait(false);
            CheckSize(claims, header, size);
            foreach (var (claim, hash) in hashes)
            {
                claim.Check(hash.GetCurrentHash());
            }
        }
        finally
        {
            hashes.ForEach(pair => pair.Hash.Dispose());
        }
    }

    static void CheckHeader(RpmHeader header, RpmClaims claims)
    {
        foreach (var claim in claims.Header)
        {
            claim.Check(CryptographicOperations.HashData(claim.Algorithm, header.Bytes.Span));
        }
    }

    static async ValueTask<long> HashAsync(RpmSource source, IncrementalHash[] hashes, long longest, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
        try
        {
            long size = 0;
            int read;
            while ((read = await source.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
            {
                size += read;
                if (size > longest)
                {
                    throw RpmFault.SizeMismatch("payload", longest, size);
                }

                foreach (var hash in hashes)
                {
                    hash.AppendData(buffer, 0, read);
                }
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static long Longest(RpmClaims claims, RpmHeader header) =>
        claims.WholeSize is { } whole ? whole - header.Bytes.Length
        : claims.PayloadSizes.Count > 0 ? claims.PayloadSizes.Max()
        : long.MaxValue;

    static void CheckSize(RpmClaims claims, RpmHeader header, long size)
    {
        var actual = header.Bytes.Length + size;
        if (claims.WholeSize is { } whole && whole != actual)
        {
            throw actual < whole ? RpmFault.Truncated("payload") : RpmFault.SizeMismatch("header and payload", whole, actual);
        }

        if (claims.PayloadSizes.Count > 0 && !claims.PayloadSizes.Contains(size))
        {
            throw size < claims.PayloadSizes.Min() ? RpmFault.Truncated("payload") : RpmFault.SizeMismatch("payload", claims.PayloadSizes[0], size);
        }
    }
}
