namespace Slipway.Formats.Debian;

/// <summary>One 512-byte tar header: POSIX.1-1988 ustar, and GNU's extensions of it as dpkg writes them.</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int Length = 512;

    readonly ReadOnlySpan<byte> _block = block;

    public bool IsEndMark => !_block.ContainsAnyExcept((byte)0);

    public byte Type => _block[156];

    public long Size => Number(_block.Slice(124, 12));

    public void VerifyChecksum()
    {
        var sum = 0L;
        for (var i = 0; i < Length; i++) sum += i is >= 148 and < 156 ? ' ' : _block[i];
        if (Number(_block.Slice(148, 8)) != sum) throw Bad("its checksum does not match");
    }

    /// <summary>A POSIX archive splits long names in two; GNU archives use the second place for other things.</summary>
    public byte[] Name()
    {
        var name = Text(_block[..100]);
        var prefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(_block.Slice(345, 155)) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>Octal digits between blanks, or, with the top bit set, a big-endian number.</summary>
    static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80) return Binary(field);
        var digits = field.Trim(" \0"u8);
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') throw Bad("a number in it is not octal");
            value = value * 8 + (digit - '0');
        }

        return value;
    }

    static long Binary(ReadOnlySpan<byte> field)
    {
        if (field[0] != 0x80) throw Bad("a number in it is negative");
        var value = 0L;
        foreach (var part in field[1..])
        {
            if (value > long.MaxValue >> 8) throw Bad("a number in it is too large");
            value = value << 8 | part;
        }

        return value;
    }

    public static MalformedInputException Bad(string why) => new("deb.bad-tar-header", $"A tar header is damaged: {why}.");
}
