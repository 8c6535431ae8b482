namespace Slipway.Formats.Compression;

/// <summary>The refusals that every decoder shares.</summary>
internal static class Malformed
{
    public static MalformedInputException Truncated() =>
        new("compression.truncated", "The compressed data ends too early.");

    public static MalformedInputException Corrupt(string why, Exception? inner = null) =>
        new("compression.corrupt", $"The compressed data is damaged: {why}.", inner);

    public static MalformedInputException TooMuchMemory(string need) =>
        new("compression.memory", $"Decompression would take too much memory ({need}). Compress with a smaller window or dictionary.");
}
