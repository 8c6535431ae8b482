using System.Numerics;
using System.Security.Cryptography;

namespace Slipway.KnownHosts.Scanning.Exchanges;

/// <summary>RFC 4253, 8, in the groups of RFC 3526: for old servers.</summary>
sealed class ModpExchange : KeyExchange
{
    readonly BigInteger prime;
    readonly BigInteger secret;

    public ModpExchange(BigInteger prime, HashAlgorithmName hash)
    {
        (this.prime, Hash) = (prime, hash);
        secret = new BigInteger(RandomNumberGenerator.GetBytes(64), isUnsigned: true) + 2;
        Public = BigInteger.ModPow(2, secret, prime).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    public override HashAlgorithmName Hash { get; }

    public override byte[] Public { get; }

    public override bool IsNumber => true;

    public override byte[] Finish(byte[] theirs)
    {
        var number = new BigInteger(theirs, isUnsigned: true, isBigEndian: true);
        return number > 1 && number < prime - 1
            ? BigInteger.ModPow(number, secret, prime).ToByteArray(isUnsigned: true, isBigEndian: true)
            : throw new CryptographicException("the server's number is none");
    }
}
