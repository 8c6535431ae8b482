using Slipway.DependencyUpdates.Updates.Planning;

namespace Slipway.DependencyUpdates.Updates.Text;

/// <summary>One line.</summary>
static class RequestTitle
{
    public static string Of(PlannedUpdate plan) => plan switch
    {
        { Steps: [var one] } => $"Update {Inline.Line(one.Component.Name)} from {Inline.Line(one.Component.Current)} to {Inline.Line(one.Upgrade.Value)}",
        { Group: { } group } => $"Update {Inline.Line(group)} ({plan.Steps.Count} components)",
        _ => $"Update {plan.Steps.Count} components",
    };
}
