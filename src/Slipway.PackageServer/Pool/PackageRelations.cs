using System.Text;
using System.Xml.Linq;
using Slipway.Contracts.PackageServer;
using Slipway.Formats.Compression;
using Slipway.Formats.Debian;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Pool;

/// <summary>Dependencies and description of a package, read back from its index entry.</summary>
sealed record PackageRelations(string? Description, IReadOnlyList<PackageRelation> Relations)
{
    static readonly string[] DebFields =
        ["Pre-Depends", "Depends", "Recommends", "Suggests", "Enhances", "Breaks", "Conflicts", "Replaces", "Provides", "Build-Depends", "Build-Depends-Indep", "Build-Conflicts"];

    static readonly XNamespace Rpm = "http://linux.duke.edu/metadata/rpm";
    static readonly XNamespace Common = "http://linux.duke.edu/metadata/common";

    public static PackageRelations Of(Package package) =>
        package.Entries.FirstOrDefault(entry => entry.Kind is IndexKind.Packages or IndexKind.Sources or IndexKind.Primary) is not { } entry ? new(null, [])
        : entry.Kind == IndexKind.Primary ? OfPrimary(ZstdFrames.Decompress(entry.Data))
        : OfStanza(ZstdFrames.Decompress(entry.Data));

    static PackageRelations OfStanza(byte[] stanza)
    {
        var control = ControlParagraph.Parse(stanza, ControlLimits.Default);
        return new(
            control["Description"],
            [.. DebFields.Where(field => control[field] is not null).Select(field => new PackageRelation(field, SplitList(control[field]!)))]);
    }

    static string[] SplitList(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static PackageRelations OfPrimary(byte[] element)
    {
        // The element stands in a document that declares its prefixes.
        var text = $"<metadata xmlns=\"{Common.NamespaceName}\" xmlns:rpm=\"{Rpm.NamespaceName}\">{Encoding.UTF8.GetString(element)}</metadata>";
        var package = XDocument.Parse(text).Root!.Element(Common + "package")!;
        var kinds = package.Element(Common + "format")!.Elements().Where(kind => kind.Elements(Rpm + "entry").Any());
        return new(
            package.Element(Common + "description")?.Value,
            [.. kinds.Select(kind => new PackageRelation(kind.Name.LocalName, [.. kind.Elements(Rpm + "entry").Select(Written)]))]);
    }

    static string Written(XElement entry)
    {
        var sign = (string?)entry.Attribute("flags") switch { "LT" => "<", "LE" => "<=", "EQ" => "=", "GE" => ">=", "GT" => ">", _ => null };
        var epoch = (string?)entry.Attribute("epoch") is { } number and not "0" ? number + ":" : "";
        var release = (string?)entry.Attribute("rel") is { } rel ? "-" + rel : "";
        var name = (string?)entry.Attribute("name");
        return sign is null ? name! : $"{name} {sign} {epoch}{(string?)entry.Attribute("ver")}{release}";
    }
}
