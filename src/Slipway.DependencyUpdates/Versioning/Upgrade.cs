using System.Diagnostics.CodeAnalysis;
using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Versioning;

/// <summary>
/// A step from a version to one that is strictly greater in their scheme. There is no other way to make one, so there is no downgrade.
/// </summary>
public sealed class Upgrade
{
    Upgrade(SchemeVersion from, SchemeVersion to, Release release, string value)
    {
        From = from;
        To = to;
        Release = release;
        Value = value;
    }

    public SchemeVersion From { get; }

    public SchemeVersion To { get; }

    /// <summary>The release that it goes to, as upstream tells it.</summary>
    public Release Release { get; }

    /// <summary>The new version spelled as the current one is: <c>8.20.0</c> where the file says <c>8.19.0</c> and the tag <c>curl-8_20_0</c>.</summary>
    public string Value { get; }

    public UpgradeLevel Level => From.LevelTo(To);

    /// <summary>False where the target is not strictly greater.</summary>
    /// <exception cref="InvalidOperationException">The two are of different schemes.</exception>
    public static bool TryMake(SchemeVersion from, SchemeVersion to, Release release, string value, [NotNullWhen(true)] out Upgrade? upgrade)
    {
        upgrade = to.OrderTo(from) > 0 ? new(from, to, release, value) : null;
        return upgrade is not null;
    }

    public override string ToString() => $"{From} -> {To}";
}
