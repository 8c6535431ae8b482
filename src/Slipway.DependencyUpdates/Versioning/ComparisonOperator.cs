namespace Slipway.DependencyUpdates.Versioning;

/// <summary>What a version must be, seen from a comparison's bound.</summary>
public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
