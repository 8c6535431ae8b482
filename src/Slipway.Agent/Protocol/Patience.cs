namespace Slipway.Agent.Protocol;

/// <summary>How long the runner waits for a coordinator that does not answer: as long as one takes to be started again.</summary>
static class Patience
{
    /// <summary>Before the second attempt, the third, ...</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } = [.. new[] { 1, 2, 4, 8, 15, 30, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds))];
}
