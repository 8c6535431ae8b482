namespace Slipway.PackageServer.Uploads;

/// <summary>An epoch of 0 and none at all are the same version.</summary>
static class Epochs
{
    public static string Text(long? epoch) => epoch is null or 0 ? "" : epoch.Value.ToString();

    /// <summary>The version without its epoch.</summary>
    public static string Strip(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
