namespace Slipway.Cli.Verify;

/// <summary>What a package is checked against: from the server, or from a folder that was saved before. What is missing is null.</summary>
sealed record Evidence
{
    /// <summary>A DSSE envelope.</summary>
    public byte[]? Provenance { get; init; }

    public SignedIndex? Index { get; init; }

    /// <summary>Keys in PEM that check the provenance.</summary>
    public string? ProvenanceKeys { get; init; }

    /// <summary>The repository's OpenPGP key, armored.</summary>
    public string? RepositoryKey { get; init; }
}

/// <summary>The signed document of a repository, and the index under it that lists the package.</summary>
/// <param name="Document"><c>InRelease</c>, or <c>repomd.xml</c>.</param>
/// <param name="Signature">Of repomd.xml; InRelease has its own.</param>
/// <param name="Name">The index's file name: <c>Packages.gz</c>, <c>Sources.gz</c>, <c>primary.xml.gz</c>, <c>primary.xml.zst</c>.</param>
sealed record SignedIndex(byte[] Document, byte[]? Signature, string Name, byte[] Index);
