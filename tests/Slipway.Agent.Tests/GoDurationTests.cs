using Slipway.Agent.Jobs;

namespace Slipway.Agent.Tests;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("1h30m", 5400.0)]
    [InlineData("90s", 90.0)]
    [InlineData("1.5m", 90.0)]
    [InlineData("500ms", 0.5)]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("-5s", null)]
    [InlineData("5 m", null)]
    [InlineData("h", null)]
    [InlineData("1..5s", null)]
    public void A_span_is_read_as_go_writes_it(string text, double? seconds) => GoDuration.Parse(text).ShouldBe(seconds is { } value ? TimeSpan.FromSeconds(value) : null);
}
