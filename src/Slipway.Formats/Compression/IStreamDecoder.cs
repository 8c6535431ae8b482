namespace Slipway.Formats.Compression;

/// <summary>One decompressor that is fed piece by piece.</summary>
internal interface IStreamDecoder : IDisposable
{
    /// <summary>Takes what it can of the input and fills what it can of the output; neither may be possible.</summary>
    /// <param name="last">Nothing follows this input.</param>
    DecodeStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool last);
}

/// <param name="Complete">The data so far is whole: it may end here.</param>
internal readonly record struct DecodeStep(int Consumed, int Written, bool Complete);
