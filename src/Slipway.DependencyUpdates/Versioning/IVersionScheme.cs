namespace Slipway.DependencyUpdates.Versioning;

/// <summary>
/// A way to read and order versions. Schemes never mix: comparing versions of two is an error in the program.
/// </summary>
public interface IVersionScheme
{
    /// <summary>As slipway-deps.yml spells it: <c>semver</c>, <c>debian</c>, <c>pep440</c> ...</summary>
    string Name { get; }

    /// <summary>Null: the text is not a version of this scheme. Never throws.</summary>
    SchemeVersion? Parse(string text);

    /// <summary>A range in the scheme's own language (<c>^1.2</c>, <c>~> 3.1</c>, <c>[1.0,2.0)</c>). Null: it is not one. Never throws.</summary>
    VersionRange? ParseRange(string text);
}
