namespace Slipway.Formats.Debian;

/// <summary>The archive of the files that a package installs; only their names matter to a repository.</summary>
internal static class DataArchive
{
    public static async ValueTask<PathSet> ReadAsync(Stream tar, DebLimits limits, CancellationToken ct)
    {
        var reader = new TarReader(tar, limits.Tar);
        var paths = new PathSet.Builder();
        while (await reader.NextAsync(ct) is { } entry)
        {
            if (entry.Kind == TarEntryKind.Directory) continue;
            if (entry.Name.Length == 0) throw new MalformedInputException("deb.bad-file-name", "A file has an empty name.");
            paths.Add(entry.Name);
            if (paths.Length > limits.MaxPathBytes)
                throw new MalformedInputException("deb.too-many-files", $"The names of the package's files are more than {limits.MaxPathBytes} bytes.");
        }

        return paths.Build();
    }
}
