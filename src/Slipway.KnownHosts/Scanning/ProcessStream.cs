using System.Diagnostics;

namespace Slipway.KnownHosts.Scanning;

/// <summary>A program's standard output and input as one stream; the program ends with it.</summary>
sealed class ProcessStream : Stream
{
    const int MostErrors = 4096;

    readonly Process process;
    readonly Task errors;

    public ProcessStream(Process process)
    {
        this.process = process;
        errors = DrainAsync(process.StandardError);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await process.StandardInput.BaseStream.WriteAsync(buffer, cancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => process.StandardOutput.BaseStream.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => process.StandardInput.BaseStream.Write(buffer, offset, count);

    public override void Flush() => process.StandardInput.BaseStream.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        await errors;
        process.Dispose();
        await base.DisposeAsync();
    }

    static async Task DrainAsync(StreamReader from)
    {
        var piece = new char[MostErrors];
        while (await from.ReadAsync(piece) > 0)
        {
        }
    }
}
