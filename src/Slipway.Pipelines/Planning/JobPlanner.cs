using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Planning;

/// <summary>Multiplies <c>parallel</c> out, and asks each instance's rules whether and how it runs.</summary>
sealed class JobPlanner(CompileRun run, Configuration configuration, JobVariables variables)
{
    readonly RuleJudge _judge = new(run, run.Source);
    readonly CacheKeys _caches = new(run);

    public async ValueTask<List<Instance>> PlanAsync()
    {
        var instances = new List<Instance>();
        var made = 0L;
        foreach (var draft in configuration.Jobs)
        {
            made += draft.Parallel?.Count ?? 1;
            if (made > run.Limits.Jobs) throw new LimitException(draft.At, $"The configuration has more than {run.Limits.Jobs} jobs once parallel is multiplied out.", "Use fewer instances, or child pipelines.");
            var before = instances.Count;
            foreach (var (job, row) in Instances(draft))
            {
                if (await DecideAsync(draft, job, row) is { } instance) instances.Add(instance);
            }

            foreach (var keyword in draft.Unsupported)
            {
                if (instances.Count > before) keyword.Refuse(run.Diagnostics);
                else keyword.Warn(run.Diagnostics);
            }
        }

        return instances;
    }

    IEnumerable<(CompiledJob Job, MatrixRow? Row)> Instances(JobDraft draft)
    {
        if (draft.Parallel is not var (count, rows)) return [(draft.Job, null)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<(CompiledJob, MatrixRow?)>();
        for (var index = 1; index <= count; index++)
        {
            var row = rows?[index - 1];
            var name = row is null ? $"{draft.Name} {index}/{count}" : $"{draft.Name}: {row.Label}";
            if (!names.Add(name)) run.Diagnostics.Error(draft.At, "ci.duplicate-job", $"Job \"{draft.Name}\": its matrix has {row!.Label} twice.", "Take one out.");
            all.Add((draft.Job with { Name = name, NodeIndex = index, NodeTotal = count }, row));
        }

        return all;
    }

    async ValueTask<Instance?> DecideAsync(JobDraft draft, CompiledJob job, MatrixRow? row)
    {
        var own = variables.OfConfiguration(draft, row, []);
        run.Budget.Spend(own.Count + (draft.Rules?.Count ?? 0), draft.At);
        var scope = variables.Scope(job, own);
        Rule? rule = null;
        if (draft.Rules is not null)
        {
            rule = await _judge.FirstAsync(draft.Rules, scope);
            if (rule is null or { Never: true }) return null;
            if (rule.Variables.Count > 0) scope = variables.Scope(job, own = variables.OfConfiguration(draft, row, rule.Variables));
        }
        else if (!await AllowedAsync(draft, scope)) return null;

        var when = rule?.When ?? draft.When ?? JobWhen.OnSuccess;
        var decided = job with
        {
            Variables = own,
            When = when,
            StartIn = when == JobWhen.Delayed ? rule is null ? job.StartIn : rule.StartIn : null,
            AllowFailure = rule?.AllowFailure ?? draft.AllowFailure ?? (draft.When == JobWhen.Manual ? AllowFailure.Yes : AllowFailure.No),
            Interruptible = rule?.Interruptible ?? job.Interruptible,
            Tags = Tags(job, scope, draft.At),
            Caches = await _caches.MakeAsync(draft.Caches, scope, draft.At),
        };
        return new(draft, decided, rule?.Needs ?? draft.Needs, row);
    }

    async ValueTask<bool> AllowedAsync(JobDraft draft, VariableText scope)
    {
        var only = draft.Only ?? (configuration.Workflow.Rules is null ? RefPolicy.Default : null);
        if (only is not null && (await only.AnswersAsync(run.Context, _judge, scope, run.Patterns)).Contains(false)) return false;
        return draft.Except is null || !(await draft.Except.AnswersAsync(run.Context, _judge, scope, run.Patterns)).Contains(true);
    }

    static IReadOnlyList<string> Tags(CompiledJob job, VariableText scope, YamlPlace at)
    {
        try
        {
            return job.Tags.Count == 0 ? job.Tags : [.. job.Tags.Select(scope.ExpandKnown)];
        }
        catch (VariableTooLongException wrong)
        {
            throw new LimitException(at, wrong.Message, null);
        }
    }
}
