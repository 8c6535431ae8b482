using Slipway.DependencyUpdates.Updates.Planning;

namespace Slipway.DependencyUpdates.Updates.Text;

/// <summary>The commit's message, with a trailer for each step, by which a revert is understood later.</summary>
static class CommitText
{
    public const string Trailer = "Dependency-Update: ";

    public static string Of(PlannedUpdate plan) =>
        RequestTitle.Of(plan) + "\n\n" + string.Join('\n', plan.Steps.Select(step => $"{Trailer}{Inline.Line(step.Component.Name)} {Inline.Line(step.Component.Current)} {Inline.Line(step.Upgrade.Value)}"));
}
