using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary>The keyword <c>rules</c> of jobs, workflow and include. Lists that several jobs share are read once.</summary>
sealed class RuleReader(CompileRun run)
{
    const int MaxPaths = 50;

    readonly Dictionary<(YamlNode, RuleKind), IReadOnlyList<Rule>> _read = [];

    /// <summary>Null where there are no rules; without any item they match never.</summary>
    public IReadOnlyList<Rule>? Read(Block block, RuleKind kind)
    {
        if (block.Take("rules") is not { } node) return null;
        if (_read.TryGetValue((node, kind), out var known)) return known;
        var rules = new List<Rule>();
        foreach (var item in block.Items("rules") ?? [])
        {
            if (item is YamlMap map) rules.Add(One(block.Of(map, "rules"), kind));
            else block.Wrong("rules", item, "a map in a list");
        }

        return _read[(node, kind)] = rules;
    }

    Rule One(Block block, RuleKind kind)
    {
        var job = kind == RuleKind.Job;
        (JobWhen? When, bool Never)? choice = job
            ? block.Choice("when", [.. JobWhens.All.Select(one => (one.Word, ((JobWhen?)one.Value, false))), ("never", ((JobWhen?)null, true))])
            : block.Choice("when", ("always", ((JobWhen?)null, false)), ("never", ((JobWhen?)null, true)));
        var when = choice?.When;
        var startIn = job ? block.Duration("start_in", TimeSpan.FromDays(7)) : null;
        if (when == JobWhen.Delayed && !block.Has("start_in")) block.Missing("start_in", "Say when it starts: start_in: 30 minutes.");
        if (when != JobWhen.Delayed && startIn is not null) block.Wrong("start_in", block.Take("start_in")!, "with when: delayed");
        var rule = new Rule(
            block.Place, If(block), Changes(block), Exists(block), when, choice?.Never ?? false, startIn,
            job ? AllowFailures.Read(block) : null,
            (kind == RuleKind.Include ? null : VariableReader.Read(block, options: false)) ?? [],
            job && block.Has("needs") ? new NeedReader(block).Read() : null,
            job ? block.Boolean("interruptible") : null,
            kind == RuleKind.Workflow && block.Inner("auto_cancel") is { } cancel ? WorkflowReader.AutoCancel(cancel) : null);
        block.Done();
        return rule;
    }

    Expression? If(Block block)
    {
        var node = block.Take("if");
        if (node is null) return null;
        if (node is not YamlScalar scalar)
        {
            block.Wrong("if", node, "a condition as text");
            return null;
        }

        return Condition(scalar, block, "if");
    }

    /// <summary>A condition; null where it is wrong, which is told.</summary>
    public Expression? Condition(YamlScalar scalar, Block block, string name)
    {
        if (run.Patterns.Expression(scalar.Text, out var fault) is { } tree) return tree;
        run.Diagnostics.Error(scalar.Place, "ci.expression", $"{block.What}: the condition of \"{name}\" is wrong at character {fault!.At}: {fault.Message}.", fault.Remedy);
        return null;
    }

    static ChangesClause? Changes(Block block)
    {
        if (block.Take("changes") is not { } node) return null;
        if (node is not YamlMap map) return new(block.At("changes"), Limited(block, "changes", block.Texts("changes")), null);
        var inner = block.Of(map, "changes");
        var clause = new ChangesClause(map.Place, Limited(inner, "paths", inner.Texts("paths")), inner.Text("compare_to"));
        if (!inner.Has("paths")) inner.Missing("paths");
        inner.Done();
        return clause;
    }

    static ExistsClause? Exists(Block block)
    {
        if (block.Take("exists") is not { } node) return null;
        if (node is not YamlMap map) return new(block.At("exists"), Limited(block, "exists", block.OneOrMore("exists")), null, null);
        var inner = block.Of(map, "exists");
        var clause = new ExistsClause(map.Place, Limited(inner, "paths", inner.OneOrMore("paths")), inner.Text("project"), inner.Text("ref"));
        if (!inner.Has("paths")) inner.Missing("paths");
        if (clause is { Ref: not null, Project: null }) inner.Wrong("ref", inner.Take("ref")!, "together with project");
        inner.Done();
        return clause;
    }

    static List<string> Limited(Block block, string name, List<string>? paths)
    {
        if (paths?.Count > MaxPaths) block.Wrong(name, block.Take(name)!, $"a list of at most {MaxPaths} paths");
        return paths ?? [];
    }
}
