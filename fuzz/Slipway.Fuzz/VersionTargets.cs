using System.Text;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Versioning;
using Slipway.DependencyUpdates.Versioning.Tags;

namespace Slipway.Fuzz;

/// <summary>Each version scheme and its ranges, the forms of tags, and the choice of an upgrade, which never goes down.</summary>
public static class VersionTargets
{
    public static IEnumerable<FuzzTarget> All => VersionSchemes.Names.Order(StringComparer.Ordinal).Select(Scheme).Append(Choice);

    static FuzzTarget Choice => new("version-choice", [Lines("curl-8_19_0", "curl-8_20_0", "curl-7_9_0", "v1.0.0-RC9", "OpenSSL_1_1_1w", "20150325-3.1", "release-63-1", "3.20-alpine", "nightly")], (input, _) =>
    {
        var tags = Encoding.UTF8.GetString(input).Split('\n');
        foreach (var tag in tags) TagForm.Of(tag)?.Read(tag);
        var choice = UpgradeChooser.Choose(new(tags[0], [.. tags.Distinct().Select(tag => new Release(tag))], null, DatasourceNames.GitTags));
        if (choice is UpgradeChoice.Upgrades upgrades && upgrades.All.Any(upgrade => upgrade.To.OrderTo(upgrades.Current) <= 0)) throw new InvalidOperationException("A downgrade was made.");
        return Task.CompletedTask;
    })
    {
        ReadsAnything = true,
    };

    static FuzzTarget Scheme(string name)
    {
        var scheme = VersionSchemes.Find(name)!;
        return new($"version-{name}", [Lines("1.2.3", "v1.2.3-rc.1+b", "1!2.0.post1.dev2", "1:2.0~rc1-3", "^1.2 || ~2.0 - 3", "~> 1.2, >= 1.2.3", "[1.0,2.0)", "==1.4.*,!=1.4.1", "2025-11-04", "1.0_alpha2-r3", "1.0.2zh", "1.0-sp-SNAPSHOT")], (input, _) =>
        {
            var lines = Encoding.UTF8.GetString(input).Split('\n').Take(64).ToArray();
            var versions = lines.Select(scheme.Parse).OfType<SchemeVersion>().ToList();
            foreach (var a in versions)
            {
                foreach (var b in versions)
                {
                    if (Math.Sign(a.OrderTo(b)) != -Math.Sign(b.OrderTo(a))) throw new InvalidOperationException($"{a} and {b} have no one order.");
                    a.LevelTo(b);
                }
            }

            foreach (var range in lines.Select(scheme.ParseRange).OfType<VersionRange>())
            {
                foreach (var version in versions) range.Allows(version);
            }

            return Task.CompletedTask;
        })
        {
            ReadsAnything = true,
        };
    }

    static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));
}
