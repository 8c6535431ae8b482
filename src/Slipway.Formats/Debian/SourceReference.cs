namespace Slipway.Formats.Debian;

/// <summary>A <c>Source</c> field: the name, and the source's version where it differs from the package's. Policy 5.6.1.</summary>
public readonly record struct SourceReference(string Name, DebianVersion? Version)
{
    public static SourceReference Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).TrimEnd(' ', '\t');
        DebianNames.CheckSource(name);
        if (open < 0) return new(name, null);
        if (!text.EndsWith(')')) throw new MalformedInputException("control.bad-source", "The field Source has a version that is not closed by a parenthesis.");
        return new(name, DebianVersion.Parse(text[(open + 1)..^1].Trim(' ', '\t')));
    }
}
