namespace Slipway.DependencyUpdates.Versioning;

/// <summary>How large a step is, by the first number that differs.</summary>
public enum UpgradeLevel
{
    /// <summary>The third number or later, or no number at all (a letter, a revision, a prerelease's successor).</summary>
    Patch,
    Minor,
    Major,
}
