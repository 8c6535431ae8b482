using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Architecture.Tests;

/// <summary>The table in ARCHITECTURE.md and the project files say the same.</summary>
public sealed partial class ReferenceTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Build.Root, "ARCHITECTURE.md"));

    static readonly Dictionary<string, string[]> Allowed = RowPattern().Matches(Text).ToDictionary(
        row => row.Groups["project"].Value,
        row => NamePattern().Matches(row.Groups["references"].Value).Select(name => "Slipway." + name.Groups[1].Value).ToArray());

    static readonly string[] Shared = ["Slipway.Contracts", "Slipway.Formats", "Slipway.Pipelines", "Slipway.Platform"];

    [Fact]
    public void Every_project_is_in_the_table_and_every_row_is_a_project() =>
        Project.All.Select(project => project.Name).Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_references_only_what_the_table_allows() =>
        Project.All.SelectMany(project => project.References.Except(Allowed[project.Name]).Select(reference => $"{project.Name} -> {reference}")).ShouldBeEmpty();

    [Fact]
    public void The_table_allows_no_module_another_module_or_an_adapter()
    {
        string[] modules = ["Slipway.DevInstance", "Slipway.BuildMachines", "Slipway.PackageServer", "Slipway.KnownHosts", "Slipway.DependencyUpdates"];
        Allowed.Where(row => modules.Contains(row.Key)).SelectMany(row => row.Value).Except(Shared).Except(["Slipway.Proposals"]).ShouldBeEmpty();
        Allowed.Where(row => Shared.Contains(row.Key)).SelectMany(row => row.Value).ShouldBeEmpty();
    }

    [Fact]
    public void Upkeep_stands_above_the_modules_that_run_without_a_server_and_below_the_server_alone()
    {
        Allowed["Slipway.Upkeep"].Except(Shared).ShouldBe(["Slipway.DependencyUpdates", "Slipway.KnownHosts", "Slipway.Proposals"]);
        Allowed.Where(row => row.Value.Contains("Slipway.Upkeep")).Select(row => row.Key).ShouldBe(["Slipway.Server"]);
    }

    [Fact]
    public void Formats_uses_only_the_packages_that_are_named()
    {
        var line = Text.Split('\n').Single(line => line.Contains("uses the base library and these packages only", StringComparison.Ordinal));
        var named = NamePattern().Matches(line[line.IndexOf("only:", StringComparison.Ordinal)..]).Select(name => name.Groups[1].Value);
        Project.All.Single(project => project.Name == "Slipway.Formats").Packages.ShouldBe(named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<project>Slipway\.[\w.]+)` \|[^|]*\|(?<references>[^|]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"`([\w.]+)`", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
