using Slipway.Formats.Debian;
using ReleaseIndex = Slipway.Formats.Debian.IndexEntry;

namespace Slipway.PackageServer.Publications.Apt;

/// <summary>An APT suite: one component, <c>main</c>, indexes below <c>dists/CODENAME/</c>, each also by its hash.</summary>
sealed class AptLayout : IPublicationLayout
{
    const string Shared = "all";

    // apt complains when its own architecture or deb-src finds no index, so the usual ones are there from the start.
    static readonly string[] Usual = ["amd64", "arm64", "armhf", "i386"];

    public IEnumerable<IndexKey> Initial =>
        [.. Usual.Select(architecture => new IndexKey(IndexKind.Packages, architecture)), new IndexKey(IndexKind.Sources, "source")];

    public string? SharedBy(IndexKey index) => index.Kind is IndexKind.Packages or IndexKind.Contents ? Shared : null;

    public IndexFormat FormatOf(IndexKind kind) => IndexFormat.Of(kind, Compression.Gzip);

    public string PathOf(IndexKey index, IndexForm form) => NameOf(index) + form.Compression.Suffix();

    public IEnumerable<SignedDocument> Documents(PublicationState state, IReadOnlyCollection<IndexKey>? changed, PublicationStamp stamp)
    {
        var release = Release(state, stamp).ToBytes();
        var (inRelease, signature) = stamp.Key.SignBothWays(release, stamp.Date);
        yield return new SignedDocument("Release", release);
        yield return new SignedDocument("Release.gpg", signature);
        yield return new SignedDocument("InRelease", inRelease);
    }

    static string NameOf(IndexKey index) => index.Kind switch
    {
        IndexKind.Packages => $"main/binary-{index.Architecture}/Packages",
        IndexKind.Sources => "main/source/Sources",
        IndexKind.Contents => $"main/Contents-{index.Architecture}",
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "not an index of APT"),
    };

    ReleaseFile Release(PublicationState state, PublicationStamp stamp) => new()
    {
        // Origin, Label, Suite and Codename never change: apt asks the user when they do.
        Origin = state.Repository,
        Label = state.Repository,
        Suite = state.Distribution.Version,
        Codename = state.Distribution.Version,
        Date = stamp.Date,
        ValidUntil = stamp.ValidUntil,
        Architectures = [.. state.Indexes.Where(index => index.Key.Kind == IndexKind.Packages)
            .Select(index => index.Key.Architecture).Order(StringComparer.Ordinal)],
        Components = ["main"],
        AcquireByHash = true,
        Description = $"{state.Repository} for {state.Distribution.DisplayName}",
        Indexes = [.. state.Indexes.SelectMany(index => index.Forms.Select(form => new ReleaseIndex(PathOf(index.Key, form), form.Size, form.Sha256)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)],
    };
}
