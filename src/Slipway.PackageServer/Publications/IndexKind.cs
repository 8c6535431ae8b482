namespace Slipway.PackageServer.Publications;

/// <summary>What an index lists; the numbers are in the database.</summary>
enum IndexKind
{
    /// <summary>APT's <c>Packages</c>: a stanza a package.</summary>
    Packages = 0,

    /// <summary>APT's <c>Sources</c>.</summary>
    Sources = 1,

    /// <summary>APT's <c>Contents-ARCH</c>: an entry per package name, replaced when a version brings other paths.</summary>
    Contents = 2,

    Primary = 3,
    Filelists = 4,
    Other = 5,

    /// <summary>In no index: the paths of one package, from which a Contents entry is made anew when another version goes.</summary>
    Paths = 6,
}

/// <summary>An index of a distribution. Architecture: <c>amd64</c>, <c>source</c>, <c>x86_64</c>, <c>SRPMS</c>, ...</summary>
readonly record struct IndexKey(IndexKind Kind, string Architecture);
