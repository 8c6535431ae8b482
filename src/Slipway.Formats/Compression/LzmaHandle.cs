using System.Runtime.InteropServices;

namespace Slipway.Formats.Compression;

/// <summary>A native lzma_stream. See lzma/base.h: the library keeps no pointer to our buffers between two calls.</summary>
internal sealed unsafe partial class LzmaHandle : SafeHandle
{
    const uint Concatenated = 0x08;
    const int Run = 0;
    const int Finish = 3;

    public LzmaHandle() : base(0, ownsHandle: true) => handle = (nint)NativeMemory.AllocZeroed((nuint)sizeof(LzmaStream));

    public override bool IsInvalid => handle == 0;

    public static LzmaHandle Decoder(ulong memoryLimit)
    {
        var made = new LzmaHandle();
        var result = lzma_stream_decoder((LzmaStream*)made.handle, memoryLimit, Concatenated);
        if (result == LzmaResult.Ok) return made;
        made.Dispose();
        throw new InvalidOperationException($"liblzma did not start: {result}");
    }

    public LzmaResult Code(ReadOnlySpan<byte> input, Span<byte> output, bool last, out int consumed, out int written)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var stream = (LzmaStream*)handle;
        fixed (byte* from = input, to = output)
        {
            stream->NextIn = from;
            stream->AvailableIn = (nuint)input.Length;
            stream->NextOut = to;
            stream->AvailableOut = (nuint)output.Length;
            var result = lzma_code(stream, last ? Finish : Run);
            consumed = input.Length - (int)stream->AvailableIn;
            written = output.Length - (int)stream->AvailableOut;
            return result;
        }
    }

    protected override bool ReleaseHandle()
    {
        lzma_end((LzmaStream*)handle);
        NativeMemory.Free((void*)handle);
        return true;
    }

    [LibraryImport("liblzma.so.5")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial LzmaResult lzma_stream_decoder(LzmaStream* stream, ulong memoryLimit, uint flags);

    [LibraryImport("liblzma.so.5")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial LzmaResult lzma_code(LzmaStream* stream, int action);

    [LibraryImport("liblzma.so.5")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void lzma_end(LzmaStream* stream);

    [StructLayout(LayoutKind.Sequential)]
    struct LzmaStream
    {
        public byte* NextIn;
        public nuint AvailableIn;
        public ulong TotalIn;
        public byte* NextOut;
        public nuint AvailableOut;
        public ulong TotalOut;
        public void* Allocator;
        public void* Internal;
        public ReservedPart Reserved;
    }

    /// <summary>Four pointers, two 64-bit, two native and two enumeration values, all zero.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 80)]
    struct ReservedPart;
}

/// <summary>lzma_ret of lzma/base.h.</summary>
internal enum LzmaResult
{
    Ok = 0,
    StreamEnd = 1,
    NoCheck = 2,
    UnsupportedCheck = 3,
    GetCheck = 4,
    Memory = 5,
    MemoryLimit = 6,
    Format = 7,
    Options = 8,
    Data = 9,
    BufferError = 10,
    Programming = 11,
}
