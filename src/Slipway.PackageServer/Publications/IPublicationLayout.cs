namespace Slipway.PackageServer.Publications;

/// <summary>What differs between an APT and an RPM repository once the entries are known.</summary>
interface IPublicationLayout
{
    /// <summary>The indexes that are there from the start, empty.</summary>
    IEnumerable<IndexKey> Initial { get; }

    /// <summary>The architecture whose entries are listed in every index of the kind (<c>all</c>, <c>noarch</c>), or null.</summary>
    string? SharedBy(IndexKey index);

    IndexFormat FormatOf(IndexKind kind);

    /// <summary>Where an index in one form is found, for its row.</summary>
    string PathOf(IndexKey index, IndexForm form);

    /// <summary>The documents that list and sign the indexes. Only those are given whose content changes.</summary>
    /// <param name="changed">The indexes with new forms; null: sign everything anew.</param>
    IEnumerable<SignedDocument> Documents(PublicationState state, IReadOnlyCollection<IndexKey>? changed, PublicationStamp stamp);
}

/// <summary>A file of a publication that is kept as bytes.</summary>
sealed record SignedDocument(string Path, byte[] Bytes);

/// <summary>When and by whom a publication is signed.</summary>
sealed record PublicationStamp(long Generation, DateTimeOffset Date, DateTimeOffset ValidUntil, Slipway.Formats.OpenPgp.SigningKey Key);
