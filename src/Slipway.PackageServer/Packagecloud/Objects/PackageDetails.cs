using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>One package: what the list says of it, and more.</summary>
sealed record PackageDetails : PackageFragment
{
    PackageDetails(Package package, DistributionLine line, bool isPrivate, string server)
        : base(package, line, isPrivate, server)
    {
        var (address, relations) = (new PackageAddress(package, line), PackageRelations.Of(package));
        (Repository, RepositoryUrl) = (line.Repository.Split('/')[1], $"{address.Repository}.json");
        (SelfUrl, VersionsUrl) = (address.Self, address.Versions);
        (Size, Md5sum) = (package.Size.ToString(), package.Md5);
        (Summary, Description) = (package.Summary, relations.Description ?? package.Summary);
        Licenses = package.License is { } license ? [license] : [];
        Dependencies = [.. relations.Relations.Select(relation => new DependencyGroup(relation.Kind.ToLowerInvariant(), relation.Values))];
    }

    public string Repository { get; }

    /// <summary>Bytes; a string, as clients expect it.</summary>
    public string Size { get; }

    public string Summary { get; }

    public string Description { get; }

    public IReadOnlyList<DependencyGroup> Dependencies { get; }

    public string Md5sum { get; }

    public string? Sha1sum { get; }

    public string? Sha512sum { get; }

    public IReadOnlyList<string> Licenses { get; }

    public long? TotalDownloadsCount { get; }

    public string VersionsUrl { get; }

    public string SelfUrl { get; }

    public string RepositoryUrl { get; }

    public static new PackageDetails Of(Package package, DistributionLine line, bool isPrivate, string server) => new(package, line, isPrivate, server);
}

/// <param name="Context"><c>depends</c>, <c>requires</c>, ...</param>
sealed record DependencyGroup(string Context, IReadOnlyList<string> Dependencies);
