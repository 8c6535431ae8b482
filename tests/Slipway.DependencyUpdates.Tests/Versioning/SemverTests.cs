using Slipway.DependencyUpdates.Versioning;
using Slipway.DependencyUpdates.Versioning.Schemes;

namespace Slipway.DependencyUpdates.Tests.Versioning;

public sealed class SemverTests
{
    static readonly SemverScheme Scheme = new();

    // semver.org 2.0.0, item 11, and the trap of rc10 before rc9.
    [Theory]
    [InlineData("1.0.0", "2.0.0", "2.1.0", "2.1.1")]
    [InlineData("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0")]
    [InlineData("1.0.0-rc10", "1.0.0-rc9")]
    [InlineData("1.9.0", "v1.10.0", "1.11.0+build")]
    [InlineData("99999999999999999999999.0.0", "99999999999999999999999.0.1")]
    public void Versions_are_ordered_as_the_specification_says(params string[] ascending)
    {
        for (var i = 1; i < ascending.Length; i++)
            Scheme.Parse(ascending[i - 1])!.OrderTo(Scheme.Parse(ascending[i])).ShouldBeLessThan(0, $"{ascending[i - 1]} before {ascending[i]}");
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-")]
    [InlineData("")]
    [InlineData("1.2.3-a..b")]
    public void What_is_no_version_is_not_read(string text) => Scheme.Parse(text).ShouldBeNull();

    [Fact]
    public void An_upgrade_to_an_equal_or_older_version_cannot_be_made()
    {
        var current = Scheme.Parse("1.2.3")!;
        foreach (var target in new[] { "1.2.3", "1.2.3+later", "1.2.3-rc.1", "1.2.2", "0.9.9" })
            Upgrade.TryMake(current, Scheme.Parse(target)!, new(target), target, out _).ShouldBeFalse(target);
        Upgrade.TryMake(current, Scheme.Parse("1.3.0")!, new("1.3.0"), "1.3.0", out var upgrade).ShouldBeTrue();
        upgrade.Level.ShouldBe(UpgradeLevel.Minor);
    }
}
