namespace Slipway.DependencyUpdates.Versioning;

/// <summary>One comparison of a requirement.</summary>
/// <param name="Operator">What the version must be, seen from <paramref name="Bound"/>.</param>
public sealed record VersionComparison(ComparisonOperator Operator, SchemeVersion Bound)
{
    public bool Holds(SchemeVersion version)
    {
        var order = version.OrderTo(Bound);
        return Operator switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Its bound is a prerelease of the same numbers: who writes <c>>=1.2.3-rc.1</c> wants 1.2.3-rc.2 too.</summary>
    public bool Names(SchemeVersion version) => Bound.IsPrerelease && Bound.Numbers.SequenceEqual(version.Numbers);
}
