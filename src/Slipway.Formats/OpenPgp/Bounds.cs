namespace Slipway.Formats.OpenPgp;

/// <summary>How much of a key or signature from outside is looked at.</summary>
internal static class Bounds
{
    /// <summary>A key with hundreds of signatures of others is still below it.</summary>
    public const int Bytes = 256 * 1024;

    public const int MaxKeyBits = 8192;

    public const int MinRsaBits = 2048;

    public static void Check(int length)
    {
        if (length > Bytes)
            throw new MalformedInputException("openpgp.too-large", $"The key or signature has more than {Bytes / 1024} KiB. Export it without the signatures of others (gpg --export-options export-minimal).");
    }
}
