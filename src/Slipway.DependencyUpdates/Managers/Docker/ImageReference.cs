using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Docker;

/// <summary><c>[host[:port]/]name[:tag][@sha256:digest]</c>, with the places of tag and digest in its text.</summary>
/// <param name="Tag">Start and length in the text; length 0 where there is none.</param>
readonly record struct ImageReference(string Name, (int Start, int Length) Tag, (int Start, int Length) Digest)
{
    /// <summary>Null where the text is no image's name.</summary>
    public static ImageReference? Read(string text)
    {
        var at = text.IndexOf("@sha256:", StringComparison.Ordinal);
        var head = at < 0 ? text : text[..at];
        var digest = at < 0 ? (0, 0) : (at + 1, text.Length - at - 1);
        var colon = head.LastIndexOf(':');
        var tagged = colon > head.LastIndexOf('/') && colon > 0;
        var name = tagged ? head[..colon] : head;
        if (name.Length is 0 or > 255 || name.AsSpan().IndexOfAny(" \t'\"{}$@\\") >= 0) return null;
        return new(name, tagged ? (colon + 1, head.Length - colon - 1) : (0, 0), digest);
    }

    /// <summary>The component that an image written at a place is.</summary>
    public static Component? Component(string manager, SourceFile file, int start, string text)
    {
        if (Read(text) is not { } image) return null;
        var name = image.Name;
        if (image.Tag.Length == 0)
        {
            var reason = image.Digest.Length > 0 ? "It is pinned by digest alone, and a digest has no order. Write a tag before it." : "It has no tag: whatever is newest is taken. Write one.";
            return new(manager, name, file.Place(start, name.Length)) { Current = "", Places = [], Unwatched = reason };
        }

        var tag = file.Place(start + image.Tag.Start, image.Tag.Length);
        var named = tag.Text.AsSpan().IndexOfAnyInRange('0', '9') < 0;
        return new(manager, name, tag)
        {
            Query = named ? null : new(DatasourceNames.Oci, name),
            Unwatched = named ? $"Its tag \"{tag.Text}\" is no version." : null,
            Checksums = image.Digest.Length == 0 ? [] : [new(file.Place(start + image.Digest.Start, image.Digest.Length), "manifest", null)],
        };
    }
}
