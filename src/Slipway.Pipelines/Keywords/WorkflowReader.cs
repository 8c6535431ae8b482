using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;

namespace Slipway.Pipelines.Keywords;

/// <param name="Rules">Null: a pipeline is always wanted.</param>
sealed record Workflow(IReadOnlyList<Rule>? Rules, string? Name, AutoCancel AutoCancel);

/// <summary>The keyword <c>workflow</c>.</summary>
static class WorkflowReader
{
    const int MaxName = 255;

    public static Workflow Read(Block top, RuleReader rules)
    {
        if (top.Inner("workflow") is not { } block) return new(null, null, Jobs.AutoCancel.Default);
        var name = block.Text("name");
        if (name?.Length is 0 or > MaxName) block.Wrong("name", block.Take("name")!, $"text of 1 to {MaxName} characters");
        var workflow = new Workflow(rules.Read(block, RuleKind.Workflow), name, block.Inner("auto_cancel") is { } cancel ? AutoCancel(cancel) : Jobs.AutoCancel.Default);
        block.Done();
        return workflow;
    }

    public static AutoCancel AutoCancel(Block block)
    {
        var made = new AutoCancel(
            block.Choice("on_new_commit", ("conservative", OnNewCommit.Conservative), ("interruptible", OnNewCommit.Interruptible), ("none", OnNewCommit.None)) ?? OnNewCommit.Conservative,
            block.Choice("on_job_failure", ("none", false), ("all", true)) ?? false);
        block.Done();
        return made;
    }
}
