using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Slipway.DependencyUpdates.Locks.NuGet;

/// <summary>What a package's manifest asks for.</summary>
static class Nuspec
{
    const int MaxDepth = 16;

    static readonly string[] s_asking = ["dependencies", "frameworkReferences", "frameworkAssemblies", "references", "packageTypes", "developmentDependency"];

    static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 4 << 20, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>The same text means the same; names are compared without case.</summary>
    /// <exception cref="XmlException">It is none.</exception>
    public static string Needs(byte[] nuspec)
    {
        using var reader = XmlReader.Create(new MemoryStream(nuspec), s_settings);
        var metadata = XDocument.Load(reader).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
        var text = new StringBuilder();
        foreach (var element in (metadata?.Elements() ?? []).Where(element => s_asking.Contains(element.Name.LocalName)).OrderBy(element => element.Name.LocalName, StringComparer.Ordinal)) text.Append(Said(element, 0));
        return text.ToString();
    }

    static string Said(XElement element, int depth)
    {
        if (depth > MaxDepth) throw new XmlException($"Its elements lie more than {MaxDepth} deep.");
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => $"{attribute.Name.LocalName}={attribute.Value}").Order(StringComparer.Ordinal);
        var inner = element.Elements().Select(inside => Said(inside, depth + 1)).Order(StringComparer.Ordinal);
        return $"<{element.Name.LocalName} {string.Join(' ', attributes)}>{(element.HasElements ? string.Concat(inner) : element.Value)}".ToLowerInvariant();
    }
}
