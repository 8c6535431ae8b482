using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Tests.Versioning;

public sealed class UpgradeChooserTests
{
    static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("curl-8_19_0", "curl-8_20_0", "curl-8_20_0", "curl-7_9_0", "curl-8_19_0", "curl-8_9_0", "curl-8_20_0", "tiny-curl-9_0_0")]
    [InlineData("8.19.0", "8.20.0", "curl-8_20_0", "curl-8_19_0", "curl-8_20_0", "curl-8_9_0")]
    [InlineData("v1.2.3", "v1.10.0", "v1.10.0", "v1.2.3", "v1.10.0", "v1.9.0", "v1.11.0-rc.1")]
    [InlineData("1.2.3", "1.10.0", "v1.10.0", "v1.2.3", "v1.10.0", "v1.9.0")]
    [InlineData("release-63-1", "release-77-1", "release-77-1", "release-9-1", "release-63-1", "release-77-1", "release-78-rc")]
    [InlineData("1.22.1", "1.22.2", "krb5-1.22.2-final", "krb5-1.22.1-final", "krb5-1.22.2-final", "krb5-1.23-beta1")]
    [InlineData("REL9_6_1", "REL9_6_24", "REL9_6_24", "REL9_6_1", "REL9_6_24", "REL9_6_3", "REL_15_4")]
    [InlineData("libxml2-2.9.14", "libxml2-2.13.1", "libxml2-2.13.1", "libxml2-2.9.14", "libxml2-2.13.1")]
    [InlineData("3.19-alpine", "3.20-alpine", "3.20-alpine", "3.19-alpine", "3.20-alpine", "3.21-bookworm", "3.22")]
    [InlineData("20150325-3.1", "20250104-3.1", "20250104-3.1", "20150325-3.1", "20191231-3.1", "20250104-3.1")]
    [InlineData("2025-11-04", "2026-02-01", "2026-02-01", "2025-11-04", "2026-02-01", "2025-12-02")]
    [InlineData("OpenSSL_1_1_1w", "OpenSSL_1_1_1za", "OpenSSL_1_1_1za", "OpenSSL_1_1_1w", "OpenSSL_1_1_1za", "OpenSSL_1_1_1v", "openssl-3.5.0")]
    [InlineData("9.0.1.2", "9.0.1.10", "9.0.1.10", "9.0.1.2", "9.0.1.10", "9.0.1.9")]
    public void The_newest_of_the_same_family_is_proposed_in_the_projects_spelling(string current, string value, string tag, params string[] tags)
    {
        var choice = Choose(current, [.. tags.Select(version => new Release(version))]).ShouldBeOfType<UpgradeChoice.Upgrades>();
        choice.Newest.Value.ShouldBe(value);
        choice.Newest.Release.Version.ShouldBe(tag);
    }

    [Theory]
    [InlineData("v1.0.0-RC24", "v1.0.0-RC9")]
    [InlineData("v1.0.0-rc.18", "v1.0.0-rc.8-1")]
    [InlineData("v2.4.1", "v20230101.0.0")]
    public void What_a_scheme_calls_newer_and_is_older_is_dropped_with_the_reason_though_no_date_is_known(string current, string trap)
    {
        var choice = Choose(current, [new(current), new(trap)], "semver");
        choice.ShouldBeOfType<UpgradeChoice.UpToDate>();
        choice.Dropped.Select(dropped => dropped.Version).ShouldContain(trap);
    }

    [Fact]
    public void An_order_that_the_dates_contradict_is_reported_and_not_followed()
    {
        var releases = Enumerable.Range(1, 24).Select(i => new Release($"v1.0.0-RC{i}") { Date = Start.AddDays(30 * i) }).ToArray();
        var refused = Choose("v1.0.0-RC24", releases).ShouldBeOfType<UpgradeChoice.Refused>();
        refused.Code.ShouldBe("deps.order-contradicts-dates");
        refused.Reason.ShouldContain("RC");
        // A scheme that somebody declares is followed, and still makes no step that people would call one back.
        Choose("v1.0.0-RC24", releases, "semver").ShouldBeOfType<UpgradeChoice.UpToDate>();
        Choose("v1.0.0-RC23", releases, "loose").ShouldBeOfType<UpgradeChoice.Upgrades>().Newest.Value.ShouldBe("v1.0.0-RC24");
    }

    [Fact]
    public void Old_lines_that_live_on_beside_new_ones_contradict_nothing()
    {
        var releases = Enumerable.Range(0, 10).SelectMany(i => new[] { new Release($"1.0.{i}") { Date = Start.AddDays(60 * i) }, new Release($"2.0.{i}") { Date = Start.AddDays((60 * i) - 20) } }).ToArray();
        Choose("1.0.9", releases).ShouldBeOfType<UpgradeChoice.Upgrades>().Newest.Value.ShouldBe("2.0.9");
    }

    [Fact]
    public void An_older_way_of_counting_is_no_upgrade()
    {
        var choice = Choose("1.4.0", [new("19.1.0") { Date = Start }, new("19.2.0") { Date = Start.AddDays(90) }, new("1.0.0") { Date = Start.AddDays(400) }, new("1.4.0") { Date = Start.AddDays(500) }]);
        choice.ShouldBeOfType<UpgradeChoice.UpToDate>();
        choice.Dropped.ShouldContain(dropped => dropped.Version == "19.2.0" && dropped.Rule == "contradicts-dates");
    }

    [Fact]
    public void Withdrawn_held_and_disallowed_releases_are_left_out_each_by_its_rule()
    {
        var request = new UpgradeRequest(
            "1.0.0", [new("1.0.0"), new("1.1.0"), new("1.2.0") { Yanked = true }, new("1.3.0"), new("2.0.0"), new("1.4.0-rc.1"), new("0.9.0"), new("nightly")], "semver", DatasourceNames.Npm)
        {
            Allowed = "^1.0.0", Held = new HashSet<string> { "1.3.0" },
        };
        var choice = UpgradeChooser.Choose(request).ShouldBeOfType<UpgradeChoice.Upgrades>();
        choice.All.Select(upgrade => upgrade.Value).ShouldBe(["1.1.0"]);
        choice.Dropped.OrderBy(dropped => dropped.Version).Select(dropped => $"{dropped.Version} {dropped.Rule}")
            .ShouldBe(["0.9.0 older", "1.2.0 yanked", "1.3.0 held", "1.4.0-rc.1 prerelease", "2.0.0 not-allowed", "nightly not-a-version"], ignoreOrder: true);
    }

    [Fact]
    public void The_newest_within_a_level_is_found()
    {
        var choice = Choose("1.2.3", [new("1.2.3"), new("1.2.9"), new("1.5.0"), new("3.0.0")]).ShouldBeOfType<UpgradeChoice.Upgrades>();
        choice.NewestWithin(UpgradeLevel.Patch)!.Value.ShouldBe("1.2.9");
        choice.NewestWithin(UpgradeLevel.Minor)!.Value.ShouldBe("1.5.0");
        choice.Newest.Level.ShouldBe(UpgradeLevel.Major);
    }

    [Fact]
    public void A_declared_pattern_takes_the_version_out_of_any_tag()
    {
        var request = new UpgradeRequest("1.8.0", [new("pkg/core@1.8.0"), new("pkg/core@1.9.0"), new("pkg/ui@4.0.0")], null, DatasourceNames.GitTags) { TagPattern = "^pkg/core@(?<version>.+)$" };
        UpgradeChooser.Choose(request).ShouldBeOfType<UpgradeChoice.Upgrades>().Newest.Value.ShouldBe("1.9.0");
    }

    [Fact]
    public void A_pattern_that_would_never_end_ends()
    {
        var request = new UpgradeRequest("1.8.0", [new("v" + new string('1', 5000) + "!")], null, DatasourceNames.GitTags) { TagPattern = "^v(?<version>(1+)+)$" };
        UpgradeChooser.Choose(request).ShouldBeOfType<UpgradeChoice.UpToDate>();
    }

    static UpgradeChoice Choose(string current, Release[] releases, string? scheme = null) =>
        UpgradeChooser.Choose(new UpgradeRequest(current, releases, scheme ?? (current.StartsWith("OpenSSL", StringComparison.Ordinal) ? "openssl" : null), DatasourceNames.GitTags));
}
