namespace Slipway.Formats.Debian;

/// <summary>
/// Walks a tar archive forward. Reads what dpkg writes (GNU format, long names) and what other builders write (ustar, pax);
/// refuses whatever two readers could understand differently.
/// </summary>
internal sealed class TarReader(Stream archive, TarLimits limits)
{
    readonly byte[] _block = new byte[TarHeader.Length];
    long _unread;
    long _padding;
    int _entries;

    /// <summary>The next entry, or null after the end mark. The rest of the archive must then be padding, and is read.</summary>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken ct)
    {
        byte[]? longName = null;
        PaxRecords? pax = null;
        while (true)
        {
            if (!await archive.SkipAsync(_unread + _padding, ct)) throw Truncated();
            (_unread, _padding) = (0, 0);
            if (await archive.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, ct) < _block.Length) throw Truncated();
            if (new TarHeader(_block).IsEndMark)
            {
                if (longName is not null || pax is not null) throw TarHeader.Bad("a long name belongs to no file");
                await EndAsync(ct);
                return null;
            }

            var (type, size) = ReadHeader();
            if (++_entries > limits.MaxEntries)
                throw new MalformedInputException("deb.too-many-files", $"The archive has more than {limits.MaxEntries} entries.");
            switch (type)
            {
                case (byte)'L':
                    longName = TrimNul(await ReadRecordAsync(size, limits.MaxNameLength + 1, ct));
                    break;
                case (byte)'K':
                    await ReadRecordAsync(size, limits.MaxNameLength + 1, ct);
                    break;
                case (byte)'x':
                    pax = PaxRecords.Parse(await ReadRecordAsync(size, limits.MaxRecordBytes, ct));
                    break;
                case (byte)'g':
                    RefuseGlobalNames(PaxRecords.Parse(await ReadRecordAsync(size, limits.MaxRecordBytes, ct)));
                    break;
                default:
                    return Entry(type, pax?.Size ?? size, pax?.Path ?? longName);
            }
        }
    }

    /// <summary>The content of the file that <see cref="NextAsync"/> answered last.</summary>
    public async ValueTask<byte[]> ReadContentAsync(CancellationToken ct)
    {
        var content = new byte[_unread];
        if (await archive.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct) < content.Length) throw Truncated();
        _unread = 0;
        return content;
    }

    (byte Type, long Size) ReadHeader()
    {
        var header = new TarHeader(_block);
        header.VerifyChecksum();
        return (header.Type, header.Size);
    }

    TarEntry Entry(byte type, long size, byte[]? longName)
    {
        var name = longName ?? new TarHeader(_block).Name();
        var kind = Kind(type, name);
        if (kind != TarEntryKind.File && size != 0) throw TarHeader.Bad("an entry without content has a size");
        if (size > long.MaxValue - TarHeader.Length) throw TarHeader.Bad("a size is absurd");
        (_unread, _padding) = (size, Padding(size));
        return new(TarName.Check(name, limits.MaxNameLength), kind, size);
    }

    static TarEntryKind Kind(byte type, byte[] name) => type switch
    {
        // Before POSIX, a directory was a file whose name ended in a slash; dpkg still knows that.
        0 or (byte)'0' => name.AsSpan().EndsWith("/"u8) ? TarEntryKind.Directory : TarEntryKind.File,
        (byte)'1' => TarEntryKind.HardLink,
        (byte)'2' => TarEntryKind.SymbolicLink,
        (byte)'3' or (byte)'4' or (byte)'6' => TarEntryKind.Device,
        (byte)'5' => TarEntryKind.Directory,
        _ => throw new MalformedInputException("deb.tar-entry-type", $"The archive holds an entry of type 0x{type:x2}, which dpkg does not unpack."),
    };

    async ValueTask<byte[]> ReadRecordAsync(long size, int limit, CancellationToken ct)
    {
        if (size > limit) throw new MalformedInputException("deb.name-too-long", $"A name or record in the archive is longer than {limit} bytes.");
        (_unread, _padding) = (size, Padding(size));
        return await ReadContentAsync(ct);
    }

    async ValueTask EndAsync(CancellationToken ct)
    {
        if (!await archive.DrainAsync(static rest => !rest.Span.ContainsAnyExcept((byte)0), ct))
            throw new MalformedInputException("deb.tar-trailing-data", "Data follows the end mark of an archive: readers would not agree on what the package holds.");
    }

    static void RefuseGlobalNames(PaxRecords global)
    {
        if (global.Path is not null || global.Size is not null) throw TarHeader.Bad("a global pax record names a file");
    }

    static byte[] TrimNul(byte[] name)
    {
        var end = Array.IndexOf(name, (byte)0);
        return end < 0 ? name : name[..end];
    }

    static long Padding(long size) => -size & (TarHeader.Length - 1);

    static MalformedInputException Truncated() => new("deb.tar-truncated", "An archive in the package ends too early.");
}
