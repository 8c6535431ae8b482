using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary><c>only</c> or <c>except</c>: each part that is given is one question.</summary>
/// <param name="Refs">Names, <c>/patterns/</c> and keywords as <c>tags</c>; each may end in <c>@group/project</c>.</param>
/// <param name="Variables">Conditions, of which one must hold.</param>
sealed record RefPolicy(YamlPlace At, IReadOnlyList<RefPattern>? Refs, IReadOnlyList<Expression>? Variables, ChangesClause? Changes)
{
    /// <summary>What holds for a job that says neither <c>rules</c> nor <c>only</c>.</summary>
    public static RefPolicy Default { get; } = new(default, [new("branches", null, null), new("tags", null, null)], null, null);

    /// <summary>The answers to the parts that are given.</summary>
    public async ValueTask<List<bool>> AnswersAsync(CompileContext context, RuleJudge judge, VariableText variables, PatternShelf patterns)
    {
        var answers = new List<bool>();
        if (Refs is not null) answers.Add(Refs.Any(pattern => pattern.Matches(context, patterns)));
        if (Variables is not null) answers.Add(Variables.Any(condition => RuleJudge.Holds(condition, variables, At)));
        if (Changes is not null) answers.Add(await judge.ChangedAsync(Changes, variables));
        return answers;
    }
}

/// <param name="Name">A branch's or tag's name or a keyword, where there is no pattern.</param>
/// <param name="Project">After the @, or null.</param>
sealed record RefPattern(string Name, SafePattern? Pattern, string? Project)
{
    public bool Matches(CompileContext context, PatternShelf patterns)
    {
        if (Project is not null && Project != context.ProjectPath) return false;
        var source = context.Source.EndsWith("_event", StringComparison.Ordinal) ? context.Source[..^6] : context.Source;
        if (Pattern is not null) return context.RefKind != RefKind.MergeRequest && patterns.Matches(Pattern, context.Ref);
        return Name == source || Name == Plural(source) || Name switch
        {
            "tags" => context.RefKind == RefKind.Tag,
            "branches" => context.RefKind == RefKind.Branch,
            _ => context.RefKind != RefKind.MergeRequest && Name == context.Ref,
        };
    }

    static string Plural(string source) => source.EndsWith("sh", StringComparison.Ordinal) ? source + "es" : source.EndsWith('y') ? source[..^1] + "ies" : source + "s";
}
