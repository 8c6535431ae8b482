using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>A package in a list.</summary>
record PackageFragment
{
    protected PackageFragment(Package package, DistributionLine line, bool isPrivate, string server)
    {
        var address = new PackageAddress(package, line);
        var dash = package.Version.LastIndexOf('-');
        var revision = package.Type is PackageType.Deb or PackageType.Dsc && dash > 0 ? package.Version[(dash + 1)..] : null;
        (Name, Filename, Type, Architecture) = (package.Name, package.Filename, PackageAddress.TypeOf(package.Type), package.Architecture);
        Version = revision is null ? package.Version : package.Version[..dash];
        Release = revision ?? package.Release;
        Epoch = long.TryParse(package.Epoch, out var epoch) ? epoch : 0;
        (DistroVersion, Private, UploaderName, CreatedAt) = (line.Distribution.Name, isPrivate, package.PushedBy, Instant.Of(package.CreatedAt));
        Sha256sum = package.Sha256;
        RepositoryHtmlUrl = $"/{line.Repository}";
        (PackageUrl, PackageHtmlUrl, DestroyUrl) = (address.Self, address.Html, address.Destroy);
        PromoteUrl = $"{address.Destroy}/promote.json";
        DownloadUrl = $"{server}{address.Html}/download{(Type == "dsc" ? "" : "." + Type)}";
    }

    public string Name { get; }

    /// <summary><c>ubuntu/noble</c></summary>
    public string DistroVersion { get; }

    public string CreatedAt { get; }

    /// <summary>Without epoch, and without the part behind the last dash.</summary>
    public string Version { get; }

    public string Release { get; }

    public long Epoch { get; }

    public string? Scope { get; }

    public bool Private { get; }

    public string Type { get; }

    public string Filename { get; }

    public string UploaderName { get; }

    /// <summary>A push is answered when clients see it.</summary>
    public bool Indexed { get; } = true;

    public string Architecture { get; }

    public string Sha256sum { get; }

    public string RepositoryHtmlUrl { get; }

    public string PackageUrl { get; }

    public string PackageHtmlUrl { get; }

    public string PromoteUrl { get; }

    public string DestroyUrl { get; }

    public string DownloadUrl { get; }

    public static PackageFragment Of(Package package, DistributionLine line, bool isPrivate, string server) => new(package, line, isPrivate, server);
}
