namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Python's versions and specifiers: PEP 440, as pypa/packaging reads them.</summary>
sealed class Pep440Scheme : IVersionScheme
{
    public string Name => "pep440";

    public SchemeVersion? Parse(string text) => Pep440Version.Parse(text);

    public VersionRange? ParseRange(string text) => Pep440Specifiers.Parse(text);
}
