using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Planning;

/// <summary>What jobs say of stages and of each other, checked whatever the rules decide.</summary>
sealed class DraftChecks(Configuration configuration, Diagnostics diagnostics)
{
    readonly Dictionary<string, JobDraft> _jobs = configuration.Jobs.ToDictionary(job => job.Name, StringComparer.Ordinal);

    readonly Dictionary<string, int> _stages = configuration.Stages.Select((stage, index) => (stage, index)).ToDictionary(pair => pair.stage, pair => pair.index, StringComparer.Ordinal);

    public void Check()
    {
        foreach (var job in configuration.Jobs)
        {
            if (!_stages.ContainsKey(job.Job.Stage))
                Error(job.At, job, "ci.unknown-stage", $"its stage \"{job.Job.Stage}\" is not among the stages", Suggestion.For(job.Job.Stage, configuration.Stages));
            foreach (var need in Needs(job)) Need(job, need);
            foreach (var dependency in job.Dependencies ?? []) Dependency(job, dependency);
            if (job.Job.Environment?.OnStop is { } stop) OnStop(job, stop);
            foreach (var artifact in (job.Job.Trigger as JobTrigger.Child)?.Files.OfType<TriggerInclude.Artifact>() ?? [])
            {
                if (Find(artifact.Job) is null) Error(job.At, job, "ci.unknown-job", $"its trigger takes a file of \"{artifact.Job}\", which is no job here", Near(artifact.Job));
            }
        }
    }

    static IEnumerable<NeedItem.Job> Needs(JobDraft job) => (job.Needs ?? []).Concat((job.Rules ?? []).SelectMany(rule => rule.Needs ?? [])).OfType<NeedItem.Job>();

    void Need(JobDraft job, NeedItem.Job need)
    {
        if (need.Name.Contains("$[[", StringComparison.Ordinal)) return;
        if (need.Name == job.Name) Error(need.At, job, "ci.circle", "it needs itself", null);
        else if (Find(need.Name) is not { } other)
        {
            if (!need.Optional) Error(need.At, job, "ci.unknown-job", $"it needs \"{need.Name}\", which is no job here", Near(need.Name));
        }
        else if (Index(other) > Index(job)) Error(need.At, job, "ci.later-stage", $"it needs \"{need.Name}\", which is in a later stage", "Need jobs of earlier stages or of the same.");
        else if (need.Matrix is not null && other.Parallel?.Rows is null) Error(need.At, job, "ci.unknown-job", $"it needs instances of \"{need.Name}\", which has no matrix", null);
    }

    void Dependency(JobDraft job, string name)
    {
        var at = job.At;
        if (Find(name) is not { } other) Error(at, job, "ci.unknown-job", $"dependencies names \"{name}\", which is no job here", Near(name));
        else if (Index(other) > Index(job) || (Index(other) == Index(job) && job.Needs is null))
            Error(at, job, "ci.later-stage", $"dependencies names \"{name}\", which is not in an earlier stage", "Name jobs of earlier stages, or need it as well.");
        else if (job.Needs is { } needs && needs.OfType<NeedItem.Job>().All(need => Find(need.Name) != other && !need.Name.Contains("$[[", StringComparison.Ordinal)))
            Error(at, job, "ci.not-together", $"dependencies names \"{name}\", which is not among its needs", "Add it to needs.");
    }

    void OnStop(JobDraft job, string name)
    {
        if (Find(name) is not { } other) Error(job.At, job, "ci.unknown-job", $"on_stop names \"{name}\", which is no job here", Near(name));
        else if (other.Job.Environment is not { Action: EnvironmentAction.Stop } environment || environment.Name != job.Job.Environment!.Name)
            Error(job.At, job, "ci.on-stop", $"on_stop names \"{name}\", which does not stop the environment {job.Job.Environment!.Name}", "Give that job the same environment, with action: stop.");
    }

    /// <summary>By its name, or by that of one of its instances.</summary>
    JobDraft? Find(string name)
    {
        if (_jobs.TryGetValue(name, out var job)) return job;
        var cut = name.LastIndexOf(": [", StringComparison.Ordinal) is > 0 and var at ? at : name.LastIndexOf(' ');
        return cut > 0 && _jobs.TryGetValue(name[..cut], out job) && job.Parallel is not null ? job : null;
    }

    int Index(JobDraft job) => _stages.GetValueOrDefault(job.Job.Stage);

    string? Near(string name) => Suggestion.For(name, _jobs.Keys);

    void Error(YamlPlace at, JobDraft job, string code, string message, string? remedy) => diagnostics.Error(at, code, $"Job \"{job.Name}\": {message}.", remedy);
}
