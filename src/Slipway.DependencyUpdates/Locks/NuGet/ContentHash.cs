using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Slipway.DependencyUpdates.Locks.NuGet;

/// <summary>
/// <c>contentHash</c>: the SHA-512, in base64, of the package as it was before it was signed (NuGet.Packaging,
/// SignedPackageArchiveUtility.GetPackageContentHash). The signature's entry is left out, and offsets and counts are as they were without it.
/// </summary>
static class ContentHash
{
    const int EndLength = 22, HeaderLength = 46, MaxComment = 65_535;

    static readonly byte[] s_signature = ".signature.p7s"u8.ToArray();

    /// <param name="package">Can be sought in.</param>
    /// <exception cref="InvalidDataException">It is no zip file, or one of more than 65,534 entries or 4 GiB.</exception>
    public static string Of(Stream package)
    {
        var end = Tail(package, out var tail);
        var (count, size, offset) = (Short(tail, 10), Int(tail, 12), Int(tail, 16));
        if (count == ushort.MaxValue || offset == uint.MaxValue || offset + (long)size > end) throw new InvalidDataException("it has no plain directory");
        var directory = Read(package, offset, (int)size);
        var entries = Entries(directory, count, offset);
        if (entries.Find(entry => directory.AsSpan(entry.At + HeaderLength, entry.NameLength).SequenceEqual(s_signature)) is not { } signature) return Whole(package);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        Append(hash, package, 0, entries.Min(entry => entry.Local));
        foreach (var entry in entries.OrderBy(entry => entry.Local).Where(entry => entry != signature)) Append(hash, package, entry.Local, entry.Length);
        foreach (var entry in entries.Where(entry => entry != signature))
        {
            var header = directory.AsSpan(entry.At, entry.Total).ToArray();
            if (entry.Local > signature.Local) BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)(entry.Local - signature.Length));
            hash.AppendData(header);
        }

        Append(hash, package, offset + (long)size, end - (offset + (long)size));
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(8), (ushort)(Short(tail, 8) - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(10), (ushort)(count - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(12), (uint)(size - signature.Total));
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(16), (uint)(offset - signature.Length));
        hash.AppendData(tail);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    static string Whole(Stream package)
    {
        package.Position = 0;
        return Convert.ToBase64String(SHA512.HashData(package));
    }

    /// <summary>Where the end of the central directory begins, and all from there.</summary>
    static long Tail(Stream package, out byte[] tail)
    {
        var from = Math.Max(0, package.Length - EndLength - MaxComment);
        var last = Read(package, from, (int)(package.Length - from));
        var at = last.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || last.Length - at < EndLength) throw new InvalidDataException("it has no end of a directory");
        tail = last[at..];
        return from + at;
    }

    static List<ZipHeader> Entries(byte[] directory, int count, long offset)
    {
        var found = new List<ZipHeader>();
        for (var (i, at) = (0, 0); i < count; i++)
        {
            if (at + HeaderLength > directory.Length || !directory.AsSpan(at).StartsWith("PK\x01\x02"u8)) throw new InvalidDataException("its directory ends too early");
            var name = Short(directory, at + 28);
            var total = HeaderLength + name + Short(directory, at + 30) + Short(directory, at + 32);
            if (at + total > directory.Length) throw new InvalidDataException("its directory ends too early");
            var local = Int(directory, at + 42);
            if (local >= offset) throw new InvalidDataException("an entry lies behind its directory");
            found.Add(new(at, total, name, local, 0));
            at += total;
        }

        // A local entry ends where the next begins: what its own header says of its length may follow it.
        var starts = found.Select(entry => entry.Local).Order().Append(offset).ToList();
        return [.. found.Select(entry => entry with { Length = starts[starts.BinarySearch(entry.Local) + 1] - entry.Local })];
    }

    static void Append(IncrementalHash hash, Stream package, long from, long length)
    {
        package.Position = from;
        var piece = new byte[64 << 10];
        for (var left = length; left > 0;)
        {
            var read = package.Read(piece, 0, (int)Math.Min(left, piece.Length));
            if (read == 0) throw new InvalidDataException("it ends too early");
            hash.AppendData(piece, 0, read);
            left -= read;
        }
    }

    static byte[] Read(Stream package, long from, int length)
    {
        if (length is < 0 or > 256 << 20) throw new InvalidDataException("its directory is too large");
        package.Position = from;
        var bytes = new byte[length];
        return package.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw new InvalidDataException("it ends too early");
    }

    static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    static uint Int(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}

/// <summary>A header of the central directory.</summary>
/// <param name="At">In the directory.</param>
/// <param name="Total">Bytes of the header.</param>
/// <param name="Local">Where its local entry begins in the file.</param>
/// <param name="Length">Of that.</param>
sealed record ZipHeader(int At, int Total, int NameLength, long Local, long Length);
