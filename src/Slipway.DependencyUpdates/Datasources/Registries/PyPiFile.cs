namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>One file of a Python project.</summary>
sealed record PyPiFile(string Name, string Version)
{
    static readonly string[] Sources = [".tar.gz", ".zip", ".tar.bz2", ".tgz"];

    public Uri? Address { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset? Uploaded { get; init; }

    public bool Yanked { get; init; }

    public string? Reason { get; init; }

    bool IsSource => Sources.Any(ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// <c>name-version.tar.gz</c>, <c>name-version-tags.whl</c>. The name is known, and dashes, dots and underscores in it are one.
    /// Null: another kind of file.
    /// </summary>
    public static string? VersionOf(string file, string project)
    {
        var isWheel = file.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".egg", StringComparison.OrdinalIgnoreCase);
        var source = Sources.FirstOrDefault(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if ((!isWheel && source is null) || file.Length > 500) return null;
        if (isWheel) return file.Split('-') is { Length: > 1 } parts ? parts[1] : null;
        var stem = file[..^source!.Length];
        for (var dash = stem.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = stem.IndexOf('-', dash + 1))
        {
            if (PyPi.Separators().Replace(stem[..dash], "-").Equals(project, StringComparison.OrdinalIgnoreCase)) return stem[(dash + 1)..];
        }

        return null;
    }

    public static List<Release> Releases(IEnumerable<PyPiFile> files, Uri page) => [.. files.GroupBy(file => file.Version).Select(group => Of([.. group], page))];

    static Release Of(List<PyPiFile> files, Uri page)
    {
        var shown = files.Find(file => file.IsSource) ?? files[0];
        return new(shown.Version)
        {
            Date = files.Min(file => file.Uploaded),
            Yanked = files.TrueForAll(file => file.Yanked),
            YankedReason = files.Find(file => file.Reason is { Length: > 0 })?.Reason,
            Download = shown.Address,
            Checksum = Integrity.Hex("sha256", shown.Sha256, page.AbsoluteUri),
        };
    }
}
