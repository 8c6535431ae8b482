namespace Slipway.DependencyUpdates.Datasources.Listings;

/// <summary>The endings of archives of source code, the most wanted first.</summary>
public static class ArchiveName
{
    static readonly string[] Endings = [".tar.xz", ".tar.zst", ".tar.bz2", ".tar.gz", ".tgz", ".tbz2", ".txz", ".tar.lz", ".tar", ".zip", ".7z", ".gem", ".jar", ".whl", ".pem"];

    /// <summary>The name without its ending; null: it is none, or a signature or sums beside one.</summary>
    public static string? Stem(string name) => Array.Find(Endings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ending ? name[..^ending.Length] : null;

    /// <summary>Less is preferred.</summary>
    public static int Rank(string name) => Array.FindIndex(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
