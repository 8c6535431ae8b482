using System.IO.Hashing;

namespace Slipway.Formats.Compression;

/// <summary>CRC-32 (IEEE) of concatenated pieces from the CRCs of the pieces, in O(log length): zlib's crc32_combine.</summary>
public static class Crc32Combination
{
    const uint Polynomial = 0xedb88320;
    const uint One = 1u << 31;
    const uint X8 = 1u << 23;

    public static uint Of(ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes);

    /// <param name="secondLength">Bytes of the second piece.</param>
    public static uint Combine(uint first, uint second, long secondLength) => Multiply(PowerOfX8(secondLength), first) ^ second;

    static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (var bit = One; ; bit >>= 1)
        {
            if ((a & bit) != 0)
            {
                product ^= b;
                if ((a & (bit - 1)) == 0)
                {
                    return product;
                }
            }

            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }
    }

    static uint PowerOfX8(long exponent)
    {
        var result = One;
        for (var square = X8; exponent > 0; exponent >>= 1, square = Multiply(square, square))
        {
            if ((exponent & 1) != 0)
            {
                result = Multiply(result, square);
            }
        }

        return result;
    }
}
