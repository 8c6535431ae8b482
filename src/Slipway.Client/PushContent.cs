using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Client;

/// <summary>Packages as multipart/form-data, the length known beforehand and the files never whole in memory.</summary>
sealed class PushContent : HttpContent
{
    const string Boundary = "slipway-7f3c1d9e5b2a48600c";
    static readonly byte[] s_end = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");

    readonly List<(byte[] Header, SafeFileHandle File, long Length)> _parts = [];
    readonly Action<long>? _sent;

    /// <param name="parts">The part's name, and the file.</param>
    /// <param name="sent">Told the bytes of the files sent so far.</param>
    public PushContent(IEnumerable<(string Name, string File)> parts, Action<long>? sent)
    {
        _sent = sent;
        Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", Boundary) } };
        try
        {
            foreach (var (name, file) in parts)
                Add(name, file);
        }
        catch
        {
            Dispose();
            throw;
        }

        Length = _parts.Sum(part => part.Header.Length + part.Length) + s_end.Length;
    }

    public long Length { get; }

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var total = 0L;
            foreach (var (header, file, length) in _parts)
            {
                await stream.WriteAsync(header, cancellationToken).ConfigureAwait(false);
                for (long at = 0; at < length;)
                {
                    var wanted = (int)Math.Min(buffer.Length, length - at);
                    var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), at, cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                        throw new IOException("A file became shorter while it was sent.");
                    await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    at += read;
                    _sent?.Invoke(total += read);
                }
            }

            await stream.WriteAsync(s_end, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var part in _parts)
            part.File.Dispose();
        base.Dispose(disposing);
    }

    void Add(string name, string path)
    {
        var file = File.OpenHandle(path);
        var filename = Path.GetFileName(path).Replace("\"", "%22", StringComparison.Ordinal).ReplaceLineEndings("%0A");
        var start = _parts.Count == 0 ? "--" : "\r\n--";
        var header = $"{start}{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        _parts.Add((Encoding.UTF8.GetBytes(header), file, RandomAccess.GetLength(file)));
    }
}
