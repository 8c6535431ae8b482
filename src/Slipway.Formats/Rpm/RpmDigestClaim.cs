using System.Security.Cryptography;
using System.Text;

namespace Slipway.Formats.Rpm;

/// <summary>A digest that a header claims of some bytes, with the hash that will tell.</summary>
/// <param name="Name">How a refusal names it.</param>
/// <param name="Accepted">Lower-case hex; a payload may also match the digest of its uncompressed form.</param>
internal sealed record RpmDigestClaim(string Name, HashAlgorithmName Algorithm, IReadOnlyList<string> Accepted)
{
    public static RpmDigestClaim FromText(string name, HashAlgorithmName algorithm, params ReadOnlyMemory<byte>?[] claims) =>
        new(name, algorithm, [.. claims.OfType<ReadOnlyMemory<byte>>().Select(claim => Hex(name, claim.Span))]);

    /// <summary>SHA-3 comes with the platform's crypto library, or not; a digest that cannot be computed cannot be checked.</summary>
    public bool CanBeChecked => Algorithm != HashAlgorithmName.SHA3_256 || SHA3_256.IsSupported;

    public void Check(ReadOnlySpan<byte> hash)
    {
        if (!Accepted.Contains(Convert.ToHexStringLower(hash), StringComparer.Ordinal))
        {
            throw RpmFault.DigestMismatch(Name);
        }
    }

    static string Hex(string name, ReadOnlySpan<byte> claim) => claim.Length is >= 32 and <= 128 && Ascii.IsValid(claim)
        ? Encoding.ASCII.GetString(claim).ToLowerInvariant()
        : throw RpmFault.DigestMismatch(name);
}
