using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Pool;

enum PackageType
{
    Deb = 0,
    Dsc = 1,
    Rpm = 2,
    Srpm = 3,
}

/// <summary>A package in one distribution. Yanked ones stay as rows: what was there once can be told.</summary>
sealed class Package
{
    public long Id { get; init; }

    /// <summary>Set when it is published.</summary>
    public long DistributionId { get; set; }

    public required PackageType Type { get; init; }

    public required string Filename { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty where there is none.</summary>
    public required string Epoch { get; init; }

    /// <summary>Without epoch and, for rpm, without release; for deb with the Debian revision.</summary>
    public required string Version { get; init; }

    /// <summary>Rpm only; else empty.</summary>
    public required string Release { get; init; }

    public required string Architecture { get; init; }

    public required string Summary { get; init; }

    public string? License { get; init; }

    public string? Homepage { get; init; }

    public required long Size { get; init; }

    /// <summary>Lower-case hex; the blob's name.</summary>
    public required string Sha256 { get; init; }

    public required string Md5 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the token that pushed it.</summary>
    public required string PushedBy { get; init; }

    /// <summary>The first publication that lists it.</summary>
    public long Generation { get; set; }

    public DateTimeOffset? YankedAt { get; set; }

    public string? YankedBy { get; set; }

    public List<IndexEntry> Entries { get; init; } = [];

    /// <summary>Of a .dsc: the archives that it lists.</summary>
    public List<SourceFileRow> SourceFiles { get; init; } = [];

    /// <summary>Of packages that a job pushed with its ID token.</summary>
    public ProvenanceRow? Provenance { get; set; }

    public void PublishIn(long distribution, long generation, IEnumerable<IndexEntry> entries)
    {
        (DistributionId, Generation) = (distribution, generation);
        Entries.AddRange(entries);
        SourceFiles.ForEach(file => file.DistributionId = distribution);
    }

    /// <summary>Tells its entries and files its id, once it has one.</summary>
    public void Own()
    {
        Entries.ForEach(entry => entry.PackageId = Id);
        SourceFiles.ForEach(file => file.PackageId = Id);
        Provenance?.PackageId = Id;
    }

    /// <summary><c>[epoch:]version[-release]</c></summary>
    public string FullVersion => (Epoch.Length > 0 ? Epoch + ":" : "") + Version + (Release.Length > 0 ? "-" + Release : "");
}

/// <summary>A file beside a .dsc, by its name in the pool folder of the source.</summary>
sealed class SourceFileRow
{
    public long Id { get; init; }

    public long PackageId { get; set; }

    public long DistributionId { get; set; }

    public required string Filename { get; init; }

    /// <summary>The source package's name, which is also its pool folder.</summary>
    public required string SourceName { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }
}
