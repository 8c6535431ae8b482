using System.Buffers;
using System.Runtime.InteropServices;

namespace Slipway.Formats.Debian;

public sealed partial class PathSet
{
    /// <summary>Collects paths in any order.</summary>
    internal sealed class Builder
    {
        readonly ArrayBufferWriter<byte> _bytes = new();
        readonly List<(int Start, int Length)> _paths = [];

        /// <summary>Bytes so far.</summary>
        public int Length => _bytes.WrittenCount;

        public void Add(ReadOnlySpan<byte> path)
        {
            if (path.IsEmpty || path.Contains((byte)'\n'))
                throw new MalformedInputException("deb.bad-file-name", "A file's name is empty, or has a newline in it.");
            _paths.Add((_bytes.WrittenCount, path.Length));
            _bytes.Write(path);
        }

        public PathSet Build()
        {
            var bytes = _bytes.WrittenMemory;
            _paths.Sort((a, b) => Path(bytes.Span, a).SequenceCompareTo(Path(bytes.Span, b)));

            var sorted = new byte[bytes.Length + _paths.Count];
            var (length, count) = (0, 0);
            ReadOnlySpan<byte> before = default;
            foreach (var at in CollectionsMarshal.AsSpan(_paths))
            {
                var path = Path(bytes.Span, at);
                if (path.SequenceEqual(before)) continue;
                path.CopyTo(sorted.AsSpan(length));
                length += path.Length;
                sorted[length++] = (byte)'\n';
                before = path;
                count++;
            }

            return new(sorted.AsMemory(0, length), count);
        }

        static ReadOnlySpan<byte> Path(ReadOnlySpan<byte> bytes, (int Start, int Length) at) => bytes.Slice(at.Start, at.Length);
    }
}
