using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Planning;

/// <summary>What is to be proposed to one branch, and what is not, with the reason.</summary>
/// <param name="Updates">Each a request.</param>
/// <param name="Security">Fixes of vulnerabilities, each a request in the private project of security releases, and nowhere else.</param>
/// <param name="Manual">Steps that Slipway cannot make, with what to do.</param>
/// <param name="Frozen">Public branches of what is fixed under embargo: what is open there stays as it is, so that nothing public changes.</param>
public sealed record UpdatePlan(IReadOnlyList<PlannedUpdate> Updates, IReadOnlyList<PlannedUpdate> Security, IReadOnlyList<(PlannedStep Step, string Reason)> Manual, IReadOnlySet<string> Frozen)
{
    public const string BranchPrefix = "slipway/deps/";

    /// <summary>In the private project.</summary>
    public const string SecurityPrefix = "slipway/security/";

    /// <param name="target">Null: the default branch; another one's requests are below its name.</param>
    public static UpdatePlan Make(DependencySettings settings, IEnumerable<CheckResult> results, string? target)
    {
        var steps = Steps(settings, results.OfType<CheckResult.Newer>().Where(newer => newer.Ready.Count > 0)).ToList();
        var secret = steps.Where(step => step.Vulnerabilities.Count > 0).Select(step => (step.Component.Manager, step.Component.Name)).ToHashSet();
        // What is fixed under embargo is named on no public branch: not by another step of the same component either.
        var hidden = steps.Where(step => secret.Contains((step.Component.Manager, step.Component.Name))).ToList();
        var manual = steps.Except(hidden).Where(step => step.Component.Locked is not null).ToList();
        var (prefix, below) = (Prefix(BranchPrefix, target), Prefix(SecurityPrefix, target));
        var open = steps.Except(manual).Except(hidden);
        var updates = open.GroupBy(step => (step.Terms.Group is { } group ? $"group-{Slug(group)}" : Name(step.Component)) + (IsMajorLane(step) ? "-major" : ""), StringComparer.Ordinal)
            .Select(same => new PlannedUpdate(prefix + same.Key, same.First().Terms.Group, [.. same.OrderBy(step => step.Component.Name, StringComparer.Ordinal)]))
            .OrderBy(update => update.Steps.Max(step => step.Upgrade.Level)).ThenBy(update => update.Branch, StringComparer.Ordinal);
        var security = hidden.Where(step => step.Vulnerabilities.Count > 0 && step.Component.Locked is null).GroupBy(step => Name(step.Component), StringComparer.Ordinal)
            .Select(same => new PlannedUpdate(below + same.Key, null, [.. same])).OrderBy(update => update.Branch, StringComparer.Ordinal);
        var frozen = hidden.SelectMany(step => BranchesOf(BranchPrefix, step.Component, target).Concat(step.Terms.Group is { } group ? [$"{prefix}group-{Slug(group)}", $"{prefix}group-{Slug(group)}-major"] : []));
        return new([.. updates], [.. security], [.. manual.Select(step => (step, step.Component.Locked!))], frozen.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Both branches that a component's own requests can have.</summary>
    /// <param name="lane"><see cref="BranchPrefix"/> or <see cref="SecurityPrefix"/>.</param>
    public static IEnumerable<string> BranchesOf(string lane, Component component, string? target) => [Prefix(lane, target) + Name(component), Prefix(lane, target) + Name(component) + "-major"];

    static string Prefix(string lane, string? target) => lane + (target is null ? "" : Slug(target) + "/");

    static string Name(Component component) => $"{component.Manager}-{Slug(component.Name)}";

    static IEnumerable<PlannedStep> Steps(DependencySettings settings, IEnumerable<CheckResult.Newer> newer)
    {
        var all = newer.SelectMany(result => result.Ready.Select(upgrade => (result, upgrade, Terms: Terms.Of(settings, result.Component, upgrade.Level))));
        // The same thing in several files goes in one request; where a file has two steps to take, they have one each.
        foreach (var same in all.GroupBy(one => (one.result.Component.Manager, one.result.Component.Name, Package(one.result.Component.Query), IsMajor: one.upgrade.Level == UpgradeLevel.Major && one.Terms.SeparateMajor, one.result.Component.Locked is null)))
            yield return new([.. same.Select(one => new Occurrence(one.result.Component, one.upgrade) { Lock = one.result.Lock, Between = [.. one.result.All.Where(other => other.To.OrderTo(one.upgrade.To) < 0)] })], same.First().Terms, [.. same.SelectMany(one => one.result.Vulnerabilities).DistinctBy(vulnerability => vulnerability.Id)]);
    }

    static string? Package(DatasourceQuery? query) => query is null ? null : $"{query.Datasource} {query.Package} {query.Registry}";

    static bool IsMajorLane(PlannedStep step) => step.Terms.SeparateMajor && step.Upgrade.Level == UpgradeLevel.Major;

    /// <summary>For a branch's name: letters, digits, dots and dashes.</summary>
    static string Slug(string name)
    {
        var slug = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? char.ToLowerInvariant(c) : '-')]).Trim('-', '.').Replace("..", ".", StringComparison.Ordinal);
        var shortened = slug.Length > 80 ? slug[..80] : slug;
        // Two names that look the same here must not share a branch.
        return shortened == name ? shortened : $"{shortened}-{Digest(name)}";
    }

    static string Digest(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..6];
}
