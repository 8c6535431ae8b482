namespace Slipway.Formats.Debian;

/// <summary>
/// The files of a package: a sorted set of paths without repeats. Paths are bytes, not text. All of them lie in one buffer,
/// each ended by a newline, so that a hundred thousand cost one object; a path with a newline is refused.
/// </summary>
public sealed partial class PathSet
{
    PathSet(ReadOnlyMemory<byte> bytes, int count) => (Bytes, Count) = (bytes, count);

    public static PathSet Empty { get; } = new(default, 0);

    public int Count { get; }

    /// <summary>Each path and a newline, in byte order: what <see cref="Parse"/> takes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Takes the bytes of another set as they are, without a copy, after checking that they are one.</summary>
    public static PathSet Parse(ReadOnlyMemory<byte> bytes)
    {
        var count = 0;
        ReadOnlySpan<byte> before = default;
        foreach (var path in new Paths(bytes.Span))
        {
            if (path.IsEmpty || before.SequenceCompareTo(path) >= 0)
                throw new MalformedInputException("paths.not-sorted", "A list of paths is not sorted, or repeats one.");
            before = path;
            count++;
        }

        return bytes.IsEmpty || bytes.Span[^1] == '\n'
            ? new(bytes, count)
            : throw new MalformedInputException("paths.truncated", "A list of paths does not end with a newline.");
    }

    public static PathSet Create(IEnumerable<ReadOnlyMemory<byte>> paths)
    {
        var builder = new Builder();
        foreach (var path in paths) builder.Add(path.Span);
        return builder.Build();
    }

    /// <summary>The paths of both, by one merge.</summary>
    public PathSet Union(PathSet other)
    {
        if (other.Count == 0) return this;
        if (Count == 0) return other;
        var merged = new byte[Bytes.Length + other.Bytes.Length];
        var left = Bytes.Span;
        var right = other.Bytes.Span;
        var (length, count) = (0, 0);
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var a = FirstLine(left);
            var b = FirstLine(right);
            var order = left.IsEmpty ? 1 : right.IsEmpty ? -1 : a[..^1].SequenceCompareTo(b[..^1]);
            var next = order <= 0 ? a : b;
            next.CopyTo(merged.AsSpan(length));
            length += next.Length;
            count++;
            if (order <= 0) left = left[a.Length..];
            if (order >= 0) right = right[b.Length..];
        }

        return new(merged.AsMemory(0, length), count);
    }

    public Paths GetEnumerator() => new(Bytes.Span);

    static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> lines) => lines[..(lines.IndexOf((byte)'\n') + 1)];

    /// <summary>The paths one by one, without their newlines.</summary>
    public ref struct Paths(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> _rest = rest;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Paths GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            var end = _rest.IndexOf((byte)'\n');
            Current = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            return true;
        }
    }
}
