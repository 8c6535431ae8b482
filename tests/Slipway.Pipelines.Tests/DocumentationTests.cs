using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Pipelines.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_code_is_explained_and_none_is_made_up()
    {
        var sources = Directory.GetFiles(Path.Combine(Build.Root, "src", "Slipway.Pipelines"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        var used = sources.SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(ci\\.[a-z-]+)\"")).Select(found => found.Groups[1].Value).ToHashSet();
        used.Count.ShouldBeGreaterThan(20);
        var told = Regex.Matches(File.ReadAllText(Path.Combine(Build.Root, "docs", "pipelines.md")), "^\\| `(ci\\.[a-z-]+)` \\|", RegexOptions.Multiline).Select(found => found.Groups[1].Value).ToList();
        told.ShouldBe(used.Order(StringComparer.Ordinal));
    }
}
