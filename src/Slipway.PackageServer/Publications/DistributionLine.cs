using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Publications.Apt;
using Slipway.PackageServer.Publications.Rpm;

namespace Slipway.PackageServer.Publications;

/// <summary>A distribution of a repository, in this process: its publisher and what it published last.</summary>
sealed class DistributionLine(long distributionId, string repository, long signingKey, KnownDistribution distribution)
{
    static readonly AptLayout Apt = new();
    static readonly RpmLayout GzipRpm = new(Compression.Gzip);
    static readonly RpmLayout ZstdRpm = new(Compression.Zstd);

    public long DistributionId => distributionId;

    /// <summary><c>owner/name</c></summary>
    public string Repository => repository;

    public long SigningKey { get; set; } = signingKey;

    public KnownDistribution Distribution => distribution;

    public IPublicationLayout Layout { get; } =
        distribution.Format == DistributionFormat.Deb ? Apt : ReadsZstd(distribution) ? ZstdRpm : GzipRpm;

    public CurrentPublication Current { get; set; } = CurrentPublication.None;

    /// <summary>createrepo_c's default since 1.0; yum and the first dnf can't read it, so only where every client surely can.</summary>
    static bool ReadsZstd(KnownDistribution distribution) =>
        (distribution.Os is "el" or "ol" && int.TryParse(distribution.Version, out var el) && el >= 10)
        || (distribution.Os is "fedora" && int.TryParse(distribution.Version, out var fedora) && fedora >= 40);
}
