using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary>One item of <c>rules</c>. It matches when all of its conditions hold; without conditions always.</summary>
/// <param name="When">Null: the job's.</param>
/// <param name="Never">Where it matches there is no job, no pipeline or no file.</param>
sealed record Rule(
    YamlPlace At, Expression? If, ChangesClause? Changes, ExistsClause? Exists, JobWhen? When, bool Never, TimeSpan? StartIn, AllowFailure? AllowFailure,
    IReadOnlyList<JobVariable> Variables, IReadOnlyList<NeedItem>? Needs, bool? Interruptible, AutoCancel? AutoCancel);

/// <param name="CompareTo">Null: what the push or the merge request changed.</param>
sealed record ChangesClause(YamlPlace At, IReadOnlyList<string> Paths, string? CompareTo);

/// <param name="Project">Null: this one.</param>
sealed record ExistsClause(YamlPlace At, IReadOnlyList<string> Paths, string? Project, string? Ref);

/// <summary>What a rule may decide.</summary>
enum RuleKind
{
    Job,
    Workflow,
    Include,
}
