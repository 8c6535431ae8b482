using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Xml;

/// <summary>An element of an XML file, with the places of what it holds.</summary>
/// <param name="Name">Without its prefix.</param>
sealed record XmlElement(string Name, int Start, IReadOnlyList<XmlText> Attributes)
{
    readonly List<XmlElement> _children = [];

    public IReadOnlyList<XmlElement> Children => _children;

    /// <summary>What stands between its tags, where that is text alone.</summary>
    public XmlText? Content { get; set; }

    /// <summary>Where its last tag begins.</summary>
    public int End { get; set; }

    public void Add(XmlElement child) => _children.Add(child);

    public XmlText? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public XmlElement? Child(string name) => _children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<XmlElement> All(string name) => Descendants().Where(element => element.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<XmlElement> Descendants()
    {
        var open = new Stack<XmlElement>([this]);
        while (open.TryPop(out var element))
        {
            yield return element;
            for (var i = element._children.Count - 1; i >= 0; i--) open.Push(element._children[i]);
        }
    }
}

/// <summary>An attribute's value, or an element's text, without white space around it.</summary>
/// <param name="Name">The attribute's or element's.</param>
/// <param name="Raw">As written: entities are not replaced.</param>
sealed record XmlText(string Name, int Start, string Raw)
{
    public Place In(SourceFile file) => file.Place(Start, Raw.Length);
}
