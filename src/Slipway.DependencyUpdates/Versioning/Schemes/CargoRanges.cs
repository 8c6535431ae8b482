namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Cargo's requirements: divided by commas, and a bare version is a caret's (The Cargo Book, Specifying Dependencies).</summary>
static class CargoRanges
{
    public static VersionRange? Parse(string text)
    {
        if (text.Length > ComparisonList.MaxLength) return null;
        var comparisons = new List<VersionComparison>();
        foreach (var part in text.Split(','))
        {
            var word = part.Replace(" ", "", StringComparison.Ordinal);
            if (word.Length == 0 || SemverSpans.One(word, SemverSpans.Caret) is not { } own) return null;
            comparisons.AddRange(own);
        }

        return new VersionRange(text, [comparisons], prereleases: false);
    }
}
