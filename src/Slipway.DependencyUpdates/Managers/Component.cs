using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Locks;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>Something from elsewhere that a project names with a version.</summary>
/// <param name="Manager">Which manager found it.</param>
/// <param name="Name">As the file calls it.</param>
/// <param name="At">Where its version is written first.</param>
public sealed record Component(string Manager, string Name, Place At)
{
    /// <summary>The version as the project spells it: <c>8.20.0</c>, <c>curl-8_20_0</c>, <c>v1.2.3</c>. Empty where it names none.</summary>
    public string Current { get; init; } = At.Text;

    /// <summary>Line of <see cref="At"/>, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Where its releases are told; null where the file does not say, which is then a fault unless <see cref="Unwatched"/> says why.</summary>
    public DatasourceQuery? Query { get; init; }

    /// <summary>Null: by the datasource and the versions.</summary>
    public string? Scheme { get; init; }

    /// <summary>How upstream spells the version in a tag; null: found from the current one.</summary>
    public string? TagPattern { get; init; }

    /// <summary>A range that the file itself sets, in the scheme's language.</summary>
    public string? Allowed { get; init; }

    /// <summary>Every place that names the version; an update changes them all.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [At];

    /// <summary>Every checksum that belongs to the version.</summary>
    public IReadOnlyList<ChecksumPlace> Checksums { get; init; } = [];

    /// <summary>Places in the same project that name an older or newer version on purpose (a prebuilt bundle): told in the request's text.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why nothing watches it, in words: it is computed, it is part of the project.</summary>
    public string? Unwatched { get; init; }

    /// <summary>Why Slipway cannot change it by itself, and what to do; releases are still told.</summary>
    public string? Locked { get; init; }

    /// <summary>The lock file that must follow; null: there is none, or <see cref="Locked"/> says why it is not changed.</summary>
    public LockReference? Lock { get; init; }

    /// <summary>Checksums of prebuilt archives that follow the version; they lock it until the configuration says where those archives are.</summary>
    public IReadOnlyList<Place> BundleChecksums { get; init; } = [];

    /// <summary>Names of the components that it needs, in the same manager.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public string? License { get; init; }

    /// <summary>Armored OpenPGP keys, by one of which its archive must be signed.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Patches that are applied to its source.</summary>
    public IReadOnlyList<PatchReference> Patches { get; init; } = [];

    /// <summary>The archive that is built, for checksums and patches; null where there is none.</summary>
    public UrlTemplate? Archive { get; init; }
}

/// <param name="Place">What is there now; empty where it is to be put in.</param>
/// <param name="Algorithm"><c>sha256</c>, <c>sha512</c>, <c>md5</c>, or <c>manifest</c> and <c>commit</c> for what no download is hashed for.</param>
/// <param name="Archive">Of what it is the checksum; null: of the release's own download.</param>
public sealed record ChecksumPlace(Place Place, string Algorithm, UrlTemplate? Archive)
{
    /// <summary>Stands before and after the digest; <c>{version}</c> in it is the new version.</summary>
    public string Before { get; init; } = "";

    public string After { get; init; } = "";
}

/// <param name="Path">In the project; <c>{version}</c> in it is the version.</param>
/// <param name="Strip">Leading folders that <c>patch -p</c> takes off.</param>
/// <param name="Below">Where in the unpacked archive it is applied; empty: at its top; null: not said in a way that can be read.</param>
public sealed record PatchReference(string Path, int Strip, string? Below = "");
