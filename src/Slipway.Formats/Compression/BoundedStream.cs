namespace Slipway.Formats.Compression;

/// <summary>Stops a bomb: counts what comes out of a decoder, against what went in.</summary>
internal sealed class BoundedStream(Stream decoded, CountingStream input, DecompressionLimits limits) : ForwardStream
{
    long _output;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await decoded.ReadAsync(buffer, cancellationToken);
        _output += read;
        if (_output > limits.MaxOutput)
            throw new MalformedInputException("compression.too-large", $"More than {limits.MaxOutput} bytes come out of this stream.");
        if (_output > limits.RatioFreeBytes && _output / limits.MaxRatio > input.Count)
            throw new MalformedInputException("compression.bomb", $"{input.Count} compressed bytes became {_output}: more than {limits.MaxRatio} times as many.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoded.Dispose();
        base.Dispose(disposing);
    }
}
