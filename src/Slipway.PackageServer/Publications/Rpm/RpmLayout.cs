using Slipway.Formats.Rpm;

namespace Slipway.PackageServer.Publications.Rpm;

/// <summary>An RPM distribution: a folder per base architecture with its own repodata, whose files are named by their digests.</summary>
sealed class RpmLayout(Compression compression) : IPublicationLayout
{
    static readonly IndexKind[] Kinds = [IndexKind.Primary, IndexKind.Filelists, IndexKind.Other];
    static readonly string[] Usual = ["aarch64", "x86_64", BaseArchitecture.Sources];

    public IEnumerable<IndexKey> Initial => Usual.SelectMany(_ => Kinds, (architecture, kind) => new IndexKey(kind, architecture));

    public string? SharedBy(IndexKey index) => index.Architecture == BaseArchitecture.Sources ? null : BaseArchitecture.Shared;

    public IndexFormat FormatOf(IndexKind kind) => IndexFormat.Of(kind, compression);

    public string PathOf(IndexKey index, IndexForm form) => $"{index.Architecture}/{Href(index.Kind, form)}";

    public IEnumerable<SignedDocument> Documents(PublicationState state, IReadOnlyCollection<IndexKey>? changed, PublicationStamp stamp)
    {
        foreach (var architecture in state.Indexes.GroupBy(index => index.Key.Architecture))
        {
            if (changed is null || changed.Any(key => key.Architecture == architecture.Key))
            {
                var repomd = RepomdXml.Write(
                    stamp.Generation.ToString(), [.. architecture.OrderBy(index => index.Key.Kind).Select(index => Record(index, stamp))]);
                yield return new SignedDocument($"{architecture.Key}/repodata/repomd.xml", repomd);
                yield return new SignedDocument($"{architecture.Key}/repodata/repomd.xml.asc", stamp.Key.DetachSign(repomd, stamp.Date));
                yield return new SignedDocument($"{architecture.Key}/repodata/repomd.xml.key", System.Text.Encoding.UTF8.GetBytes(stamp.Key.ExportPublicArmored()));
            }
        }
    }

    static RepomdRecord Record(IndexState index, PublicationStamp stamp)
    {
        var form = index.Forms[0];
        return new RepomdRecord(NameOf(index.Key.Kind), form.Sha256, null, Href(index.Key.Kind, form), stamp.Date.ToUnixTimeSeconds(), form.Size, form.PlainSize);
    }

    static string Href(IndexKind kind, IndexForm form) => $"repodata/{form.Sha256}-{NameOf(kind)}.xml{form.Compression.Suffix()}";

    static string NameOf(IndexKind kind) => kind switch
    {
        IndexKind.Primary => "primary",
        IndexKind.Filelists => "filelists",
        IndexKind.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an index of RPM"),
    };
}
