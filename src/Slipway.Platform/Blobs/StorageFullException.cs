namespace Slipway.Platform.Blobs;

/// <summary>The disk or bucket has no room left (ENOSPC, EDQUOT).</summary>
public sealed class StorageFullException(Exception inner) : IOException("There is no room left for the data.", inner)
{
    const int NoSpace = 28;
    const int OverQuota = 122;

    /// <summary>.NET gives errno in the low bits of HResult on Unix.</summary>
    public static bool Is(IOException failure) =>
        failure is StorageFullException || (failure.HResult & 0xffff) is NoSpace or OverQuota || failure.HResult is 0x70 or unchecked((int)0x80070070);
}
