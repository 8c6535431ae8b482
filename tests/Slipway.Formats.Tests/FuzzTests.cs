using Slipway.Fuzz;

namespace Slipway.Formats.Tests;

/// <summary>A short run of every fuzz target; a long one is <c>dotnet run --project fuzz/Slipway.Fuzz</c>.</summary>
public class FuzzTests
{
    public static TheoryData<string> Names => [.. Targets.All.Select(t => t.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Damaged_input_is_read_or_refused_in_our_own_words(string name)
    {
        var target = Targets.All.Single(t => t.Name == name);
        var refused = await new FuzzRun(target, seed: 1).RunAsync(2000);
        (refused > 100).ShouldBe(!target.ReadsAnything, $"{refused} were refused");
    }
}
