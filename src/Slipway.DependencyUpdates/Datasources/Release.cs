namespace Slipway.DependencyUpdates.Datasources;

/// <summary>A release as its source tells it. What the source does not tell is null; nothing is guessed.</summary>
/// <param name="Version">As upstream spells it: the tag <c>curl-8_20_0</c>, the version <c>1.2.3-rc.1</c>, what a file's name holds.</param>
public sealed record Release(string Version)
{
    /// <summary>When it was published, as the source claims. A ledger's first sight is what a publisher cannot forge.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The commit that a tag names; an annotated tag's is peeled.</summary>
    public string? Commit { get; init; }

    /// <summary>The object that the tag's ref holds: the tag object of an annotated tag, else the commit.</summary>
    public string? TagObject { get; init; }

    /// <summary>Where its archive is.</summary>
    public Uri? Download { get; init; }

    /// <summary>What upstream says of <see cref="Download"/>.</summary>
    public PublishedChecksum? Checksum { get; init; }

    /// <summary>The image's manifest, <c>sha256:...</c>, where the source tells it without another request.</summary>
    public string? Digest { get; init; }

    /// <summary>Withdrawn (yanked, unlisted, retracted) or deprecated: never proposed.</summary>
    public bool Yanked { get; init; }

    /// <summary>Why it was withdrawn, in upstream's words.</summary>
    public string? YankedReason { get; init; }

    /// <summary>Upstream itself marks it as a prerelease, whatever its version looks like.</summary>
    public bool Prerelease { get; init; }

    /// <summary>An SPDX expression or upstream's own words.</summary>
    public string? License { get; init; }

    /// <summary>Notes of this release.</summary>
    public string? Changelog { get; init; }

    /// <summary>A page with the notes.</summary>
    public Uri? ChangelogUrl { get; init; }

    /// <summary>Where the source code is, as the package says.</summary>
    public string? Repository { get; init; }
}
