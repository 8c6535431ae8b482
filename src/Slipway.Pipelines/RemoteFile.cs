namespace Slipway.Pipelines;

/// <summary>Reads a file of another host for <c>include: remote</c>, as its operator allows it.</summary>
/// <param name="url">With <c>https</c> or <c>http</c>.</param>
/// <param name="maxBytes">Of the file; a larger one is refused.</param>
public delegate ValueTask<RemoteFile> RemoteReader(Uri url, int maxBytes, CancellationToken ct);

/// <summary>The answer of a <see cref="RemoteReader"/>.</summary>
public abstract record RemoteFile
{
    /// <summary>Its bytes.</summary>
    public sealed record Found(ReadOnlyMemory<byte> Bytes) : RemoteFile;

    /// <param name="Why">A half sentence that goes on after the address.</param>
    public sealed record Refused(string Why, string Remedy) : RemoteFile;
}
