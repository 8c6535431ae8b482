using System.Text.RegularExpressions;
using Slipway.Platform.Problems;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests;

public sealed partial class ErrorCodeTests
{
    [Fact]
    public void Every_error_code_of_the_source_is_documented()
    {
        var documented = Documented().Matches(File.ReadAllText(Path.Combine(Build.Root, "docs", "errors.md"))).Select(match => match.Groups[1].Value).ToHashSet();
        var used = Directory.EnumerateFiles(Path.Combine(Build.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Thrown().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)
            .Union(ProblemCode.All.Select(problem => problem.Code)).ToHashSet();

        used.Except(documented).ShouldBeEmpty();
        used.Count.ShouldBeGreaterThan(50);
    }

    [GeneratedRegex(@"^\| `([a-z.-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex(@"""((?:deb|paths|compression|rpm|openpgp|dsc|ssh|upload|package|control)\.(?!tar|json)[a-z-]+)""")]
    private static partial Regex Thrown();
}
