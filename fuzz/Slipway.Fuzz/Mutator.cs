using System.Buffers.Binary;
using System.Text;

namespace Slipway.Fuzz;

/// <summary>Damages inputs, always the same way for the same seed.</summary>
public sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus)
{
    static readonly long[] Numbers = [0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    static readonly byte[][] Words =
        [.. new[] { "0", "-1", "9999999999", "77777777777", "\0", "\n", "\n\n", "\r\n", " ", "\t", ":", ",", "|", "(", "../", "/", "./", "~", "%", "\u00ff", "`\n", "path=", "!<arch>\n" }
            .Select(Encoding.Latin1.GetBytes)];

    public byte[] Next()
    {
        var bytes = (byte[])Pick(corpus).Clone();
        for (var steps = random.Next(1, 5); steps > 0; steps--) bytes = Mutate(bytes);
        return bytes;
    }

    byte[] Mutate(byte[] bytes)
    {
        if (bytes.Length == 0) return Pick(Words);
        var at = random.Next(bytes.Length);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. Pick(Words), .. bytes[at..]];
            case 4:
                return Overwrite(bytes, at, Pick(Words));
            case 5:
                return Overwrite(bytes, at, Number());
            case 6:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 64))..]];
            case 7:
                return [.. bytes[..at], .. Slice(bytes), .. bytes[at..]];
            default:
                return [.. bytes[..at], .. Slice(Pick(corpus))];
        }
    }

    byte[] Number()
    {
        var number = new byte[8];
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt64BigEndian(number, Pick(Numbers));
        else BinaryPrimitives.WriteInt64LittleEndian(number, Pick(Numbers));
        return random.Next(3) switch { 0 => number, 1 => number[4..], _ => number[..2] };
    }

    byte[] Slice(byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        return bytes[start..(start + random.Next(Math.Min(1024, bytes.Length - start + 1)))];
    }

    static byte[] Overwrite(byte[] bytes, int at, byte[] with)
    {
        with.AsSpan(0, Math.Min(with.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
