namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// What people mean by versions that follow no standard: numbers by value, words of prereleases before the plain version, letters and other
/// words after it. <c>1.0rc2 &lt; 1.0rc10 &lt; 1.0 = 1.0.0 &lt; 1.0a &lt; 1.0.1</c>.
/// </summary>
sealed class LooseScheme : IVersionScheme
{
    public string Name => "loose";

    public SchemeVersion? Parse(string text) => text.Length > 0 && text.Any(char.IsAsciiDigit) ? LooseVersion.Parse(text) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);
}
