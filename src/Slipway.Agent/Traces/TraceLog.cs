using System.IO.Hashing;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Traces;

/// <summary>
/// The bytes of one job's trace, in a file that only the runner reads, so that any part can be sent again. Job output past
/// the limit is counted and dropped, and the trace says so once; the runner's own lines are always kept.
/// </summary>
sealed class TraceLog : IDisposable
{
    readonly Lock _lock = new();
    readonly FileStream _file;
    readonly Crc32 _checksum = new();
    readonly long _limit;
    long _length;
    long _output;
    bool _full;

    public TraceLog(string path, long limit)
    {
        _limit = limit;
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    public long Length
    {
        get { lock (_lock) return _length; }
    }

    public TraceDigest Digest
    {
        get { lock (_lock) return new TraceDigest($"crc32:{_checksum.GetCurrentHashAsUInt32():x8}", _length); }
    }

    /// <summary>What the job wrote.</summary>
    public void AppendOutput(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_full)
                return;
            var fits = (int)Math.Min(bytes.Length, _limit - _output);
            Write(bytes[..fits]);
            _output += fits;
            if (fits == bytes.Length)
                return;
            _full = true;
            Write(System.Text.Encoding.UTF8.GetBytes($"\n{Ansi.Yellow}The output exceeds the limit of {_limit} bytes. The job goes on, but no more of its output is kept.{Ansi.Reset}\n"));
        }
    }

    /// <summary>What the runner says.</summary>
    public void AppendMessage(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            Write(bytes);
    }

    /// <summary>At most <paramref name="most"/> bytes from <paramref name="start"/> on; empty at the end.</summary>
    public ReadOnlyMemory<byte> Read(long start, int most)
    {
        var length = (int)Math.Clamp(Length - start, 0, most);
        var piece = new byte[length];
        for (var at = 0; at < length;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, piece.AsSpan(at), start + at);
            if (read == 0)
                throw new EndOfStreamException("The trace's file became shorter.");
            at += read;
        }

        return piece;
    }

    public void Dispose() => _file.Dispose();

    void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file.SafeFileHandle, bytes, _length);
        _length += bytes.Length;
        _checksum.Append(bytes);
    }
}
