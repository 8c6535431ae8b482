namespace Slipway.Formats.Rpm;

/// <summary>A package as its headers describe it. Absent texts are empty; texts are UTF-8 or were Latin-1.</summary>
public sealed record RpmPackage
{
    /// <summary>ASCII letters, digits and <c>._+-~^</c>: safe in a path and in a URL.</summary>
    public required string Name { get; init; }

    /// <summary>Null where the package has none, which sorts as 0.</summary>
    public required int? Epoch { get; init; }

    /// <summary>As safe as the name, without a dash.</summary>
    public required string Version { get; init; }

    /// <summary>As safe as the name, without a dash.</summary>
    public required string Release { get; init; }

    /// <summary><c>src</c> for a source package.</summary>
    public required string Arch { get; init; }

    /// <summary>What the header says; for a source package the machine that it was made on.</summary>
    public required string HeaderArch { get; init; }

    /// <summary>Whether it is a source package.</summary>
    public required bool IsSource { get; init; }

    /// <summary>Whether it is a source package that lacks some of its sources.</summary>
    public required bool IsNoSource { get; init; }

    /// <summary>4, or 6 (rpm: docs/manual/format_v6.md).</summary>
    public required int Format { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>Some paragraphs.</summary>
    public required string Description { get; init; }

    /// <summary>Who made it.</summary>
    public required string Packager { get; init; }

    /// <summary>Its home page.</summary>
    public required string Url { get; init; }

    /// <summary>Under which license it comes.</summary>
    public required string License { get; init; }

    /// <summary>Whose distribution it belongs to.</summary>
    public required string Vendor { get; init; }

    /// <summary>The old classification.</summary>
    public required string Group { get; init; }

    /// <summary>The machine that built it.</summary>
    public required string BuildHost { get; init; }

    /// <summary>The file name of its source package; empty for a source package.</summary>
    public required string SourceRpm { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long BuildTime { get; init; }

    /// <summary>Bytes on disk, as the header claims.</summary>
    public required long InstalledSize { get; init; }

    /// <summary>Bytes of the uncompressed payload, as the headers claim.</summary>
    public required long ArchiveSize { get; init; }

    /// <summary>Where the main header begins in the file.</summary>
    public required long HeaderStart { get; init; }

    /// <summary>Where it ends.</summary>
    public required long HeaderEnd { get; init; }

    /// <summary>In the order of the header, as are all the following.</summary>
    public required IReadOnlyList<RpmDependency> Provides { get; init; }

    /// <summary>All of them; the index leaves out some.</summary>
    public required IReadOnlyList<RpmDependency> Requires { get; init; }

    /// <summary>What must not be there with it.</summary>
    public required IReadOnlyList<RpmDependency> Conflicts { get; init; }

    /// <summary>What it replaces.</summary>
    public required IReadOnlyList<RpmDependency> Obsoletes { get; init; }

    /// <summary>What it would go well with.</summary>
    public required IReadOnlyList<RpmDependency> Suggests { get; init; }

    /// <summary>What would go well with it.</summary>
    public required IReadOnlyList<RpmDependency> Enhances { get; init; }

    /// <summary>What should be installed with it.</summary>
    public required IReadOnlyList<RpmDependency> Recommends { get; init; }

    /// <summary>With what it should be installed.</summary>
    public required IReadOnlyList<RpmDependency> Supplements { get; init; }

    /// <summary>Its paths.</summary>
    public required RpmFileList Files { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<RpmChange> Changelog { get; init; }

    /// <summary>What versions are compared by.</summary>
    public RpmVersion Evr => new(Epoch ?? 0, Version, Release);

    /// <summary>The canonical file name; at most 255 characters.</summary>
    public string Filename => $"{Name}-{Version}-{Release}.{(IsNoSource ? "nosrc" : Arch)}.rpm";
}
