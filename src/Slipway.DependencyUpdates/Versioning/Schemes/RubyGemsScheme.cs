namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Gem::Version and Gem::Requirement.</summary>
sealed class RubyGemsScheme : IVersionScheme
{
    public string Name => "rubygems";

    public SchemeVersion? Parse(string text) => GemVersion.Parse(text);

    /// <summary>Requirements divided by commas, which all hold.</summary>
    public VersionRange? ParseRange(string text)
    {
        if (text.Length > ComparisonList.MaxLength) return null;
        var comparisons = new List<VersionComparison>();
        foreach (var part in text.Split(','))
        {
            var requirement = part.Trim().Trim('"', '\'');
            var isPessimistic = requirement.StartsWith("~>", StringComparison.Ordinal);
            var (op, length) = isPessimistic ? (ComparisonOperator.GreaterOrEqual, 2) : ComparisonList.Operator(requirement);
            if (GemVersion.Parse(requirement[length..].Trim()) is not { } bound) return null;
            comparisons.Add(new(op, bound));
            if (isPessimistic) comparisons.Add(new(ComparisonOperator.Less, bound.BeforeNext()));
        }

        return new VersionRange(text, [comparisons]);
    }
}
