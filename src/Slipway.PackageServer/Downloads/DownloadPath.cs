using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Downloads;

/// <summary>What an address below <c>/{owner}/{name}/</c> names.</summary>
abstract record DownloadPath
{
    /// <summary>A public key, armored or as packets.</summary>
    /// <param name="Name">Null: the repository's own.</param>
    public sealed record Key(string? Name, bool Armored) : DownloadPath;

    /// <param name="Path">As in <see cref="PublishedFile.Path"/>.</param>
    public sealed record Published(DistributionLine Line, string Path) : DownloadPath;

    /// <summary>By digest: <c>by-hash/SHA256/...</c>.</summary>
    public sealed record ByHash(DistributionLine Line, string Sha256) : DownloadPath;

    /// <param name="Folder">The folder that it is asked for in, or null where the address has none.</param>
    public sealed record Package(DistributionLine Line, string? Folder, string Filename) : DownloadPath;

    /// <summary>Null: no download.</summary>
    public static DownloadPath? Parse(RepositoryState repository, ReadOnlySpan<char> rest)
    {
        var text = rest.ToString();
        var parts = text.Split('/');
        return parts switch
        {
            ["gpgkey"] => new Key(null, Armored: true),
            ["gpgkey.gpg"] => new Key(null, Armored: false),
            ["gpgkey", var name] => new Key(name, Armored: true),
            ["packages", var os, var version, var file, "download" or "download.deb" or "download.rpm"] =>
                LineOf(repository, os, version) is { } line ? new Package(line, null, file) : null,
            [var os, "dists", var version, .. var path] => Apt(repository, os, version, path),
            [var os, "pool", var version, .. var path] => Pool(repository, os, version, text, path),
            [var os, var version, "dists", var suite, .. var path] when version == suite => Apt(repository, os, version, path),
            [var os, _, "pool", var version, .. var path] => Pool(repository, os, version, text[(text.IndexOf('/') + 1)..], path),
            [var os, var version, var architecture, "repodata", .. var path] when Rpm(repository, os, version) is { } line =>
                new Published(line, $"{architecture}/repodata/{string.Join('/', path)}"),
            [var os, var version, var architecture, var file] when file.EndsWith(".rpm", StringComparison.Ordinal) && Rpm(repository, os, version) is { } line =>
                new Package(line, $"{version}/{architecture}/", file),
            _ => null,
        };
    }

    static DownloadPath? Apt(RepositoryState repository, string os, string version, string[] path) =>
        LineOf(repository, os, version) switch
        {
            { Distribution.Format: DistributionFormat.Deb } line => path is [.., "by-hash", "SHA256", var digest]
                ? new ByHash(line, digest)
                : new Published(line, string.Join('/', path)),
            _ => null,
        };

    static DownloadPath? Pool(RepositoryState repository, string os, string version, string text, string[] path) =>
        path.Length > 0 && LineOf(repository, os, version) is { Distribution.Format: DistributionFormat.Deb } line
            ? new Package(line, text[(text.IndexOf("pool/", StringComparison.Ordinal))..(text.LastIndexOf('/') + 1)], path[^1])
            : null;

    static DistributionLine? Rpm(RepositoryState repository, string os, string version) =>
        LineOf(repository, os, version) is { Distribution.Format: DistributionFormat.Rpm } line ? line : null;

    static DistributionLine? LineOf(RepositoryState repository, string os, string version) => repository.Find($"{os}/{version}");
}
