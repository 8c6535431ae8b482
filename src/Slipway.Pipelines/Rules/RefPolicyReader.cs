using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary>The keywords <c>only</c> and <c>except</c>.</summary>
sealed class RefPolicyReader(CompileRun run, RuleReader rules)
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["kubernetes"] = "Slipway knows no clusters; use rules with a variable instead.",
    };

    /// <summary>Null where the keyword is not there.</summary>
    public RefPolicy? Read(Block job, string name)
    {
        if (job.Take(name) is not { } node) return null;
        if (node is not YamlMap map)
            return new(job.At(name), Refs(job, name), null, null);
        var block = job.Of(map, name);
        var policy = new RefPolicy(
            map.Place,
            block.Has("refs") ? Refs(block, "refs") : name == "only" ? RefPolicy.Default.Refs : null,
            block.Has("variables") ? Conditions(block) : null,
            block.Has("changes") ? new(block.At("changes"), block.Texts("changes") ?? [], null) : null);
        block.Done(s_unsupported);
        return policy;
    }

    List<RefPattern> Refs(Block block, string name)
    {
        var refs = new List<RefPattern>();
        foreach (var text in block.OneOrMore(name) ?? [])
        {
            if (Parse(text, out var why) is { } pattern) refs.Add(pattern);
            else run.Diagnostics.Error(block.At(name), "ci.pattern", $"{block.What}: {text} in \"{name}\" is no pattern: {why}.", "Patterns are RE2's, between slashes.");
        }

        return refs;
    }

    RefPattern? Parse(string text, out string why)
    {
        why = "";
        var at = text.StartsWith('/') ? EndOfPattern(text) : text.IndexOf('@', StringComparison.Ordinal);
        var (name, project) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        if (SafePattern.Split(name) is not var (pattern, flags)) return new(name, null, project);
        return run.Patterns.Get(pattern, flags, out why) is { } made ? new(name, made, project) : null;
    }

    /// <summary>Where the @ is that follows <c>/pattern/flags</c>, or -1.</summary>
    static int EndOfPattern(string text)
    {
        for (var slash = text.IndexOf('/', 1); slash > 0; slash = text.IndexOf('/', slash + 1))
        {
            var rest = text.AsSpan(slash + 1).TrimStart("ismU");
            if (rest.StartsWith("@")) return text.Length - rest.Length;
        }

        return -1;
    }

    List<Expression> Conditions(Block block)
    {
        var conditions = new List<Expression>();
        foreach (var item in block.Items("variables") ?? [])
        {
            if (item is not YamlScalar scalar) block.Wrong("variables", item, "conditions as text");
            else if (rules.Condition(scalar, block, "variables") is { } condition) conditions.Add(condition);
        }

        return conditions;
    }
}
