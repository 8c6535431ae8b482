using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>What one <c>config/software/*.rb</c> says, as far as it says it in words that can be read without running it.</summary>
sealed class Definition(SourceFile file)
{
    public SourceFile File => file;

    public string? Name { get; set; }

    /// <summary><c>Gitlab::Version.new('curl', 'curl-8_20_0')</c>: the name in the custom sources, and the tag where it is there.</summary>
    public string? SourceName { get; set; }

    /// <summary>Every place that names the default version in words.</summary>
    public List<Place> Versions { get; } = [];

    /// <summary>A version is set, but computed.</summary>
    public bool Computed { get; set; }

    /// <summary>Read from <c>config/software_versions.yml</c> through the version object.</summary>
    public bool FromVersionsFile { get; set; }

    public List<VersionBlock> Blocks { get; } = [];

    public List<ArchiveSource> Archives { get; } = [];

    public List<Bundle> Bundles { get; } = [];

    /// <summary>A literal git address.</summary>
    public string? Git { get; set; }

    /// <summary><c>source git: version.remote</c>.</summary>
    public bool GitOfCustomSource { get; set; }

    /// <summary><c>source path:</c>: a part of the project itself.</summary>
    public bool Local { get; set; }

    /// <summary>A <c>gem 'install NAME'</c> or <c>pip install NAME</c> with the version.</summary>
    public (string Ecosystem, string Package)? Installed { get; set; }

    /// <summary><c>pip install NAME==1.2</c>: something else that the build takes.</summary>
    public List<(string Name, Place Version)> Pins { get; } = [];

    public string? License { get; set; }

    public List<string> Dependencies { get; } = [];

    public List<PatchReference> Patches { get; } = [];

    /// <summary><c># version_list: url=... filter=...</c>.</summary>
    public (string Url, string? Filter)? VersionList { get; set; }

    public string Current => Versions.Count > 0 ? Versions[0].Text : "";
}

/// <summary><c>version '1.2' do source sha256: '...' end</c>.</summary>
/// <param name="Version">Null: of the default version, whatever that is.</param>
/// <param name="Start">Of the word <c>version</c>.</param>
/// <param name="End">After its <c>end</c> or <c>}</c>.</param>
sealed record VersionBlock(Place? Version, int Start, int End, IReadOnlyList<(string Algorithm, Place Place)> Checksums, UrlTemplate? Archive);

/// <summary><c>source url: "...", sha256: '...'</c>.</summary>
/// <param name="Url">Null: it is computed in a way that cannot be read.</param>
/// <param name="Written">As written.</param>
sealed record ArchiveSource(UrlTemplate? Url, string Written, IReadOnlyList<(string Algorithm, Place Place)> Checksums);

/// <summary><c>Build::UBT.source_args(name, VERSION, SHA256, ...)</c>: a prebuilt archive with a checksum of its own.</summary>
/// <param name="Literal">The version, where it is written out; null where it follows the default version.</param>
sealed record Bundle(Place? Literal, string Written, Place? Checksum);
