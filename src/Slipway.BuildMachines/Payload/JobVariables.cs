using System.Globalization;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Predefined;
using Slipway.Pipelines.Variables;

namespace Slipway.BuildMachines.Payload;

/// <summary>
/// All of a job's variables, each key once. By GitLab's order of precedence, lowest first: predefined, configuration, dotenv reports of earlier
/// jobs, instance, project, pipeline.
/// </summary>
static class JobVariables
{
    public sealed record Sources(
        Job Job, CompiledJob Definition, Pipeline Pipeline, StoredFacts Facts, ProjectFacts Project, RunnerState Runner, string Token,
        IReadOnlyList<KeyValuePair<string, string>> Dotenv, IReadOnlyList<OpenVariable> Stored, IReadOnlyDictionary<string, string> OfPipeline);

    public static IReadOnlyList<PayloadVariable> Of(Sources from)
    {
        var all = new Dictionary<string, PayloadVariable>(StringComparer.Ordinal);
        void Set(PayloadVariable variable) => all[variable.Key] = variable;

        foreach (var variable in PipelineVariables.Of(PipelineSubjects.Of(from.Pipeline, from.Facts, from.Project)).Concat(InstanceVariables.Of(from.Definition)))
        {
            Set(new PayloadVariable(variable.Key, variable.Value, Public: true, Masked: false, Raw: variable.Raw));
        }

        foreach (var (key, value) in OfJob(from))
        {
            Set(new PayloadVariable(key, value, Public: true, Masked: false));
        }

        Set(new PayloadVariable("CI_JOB_TOKEN", from.Token, Public: false, Masked: true));
        Set(new PayloadVariable("CI_REPOSITORY_URL", RepositoryUrl(from.Project, from.Token), Public: false, Masked: true));
        Set(new PayloadVariable("CI_DEPENDENCY_PROXY_USER", "gitlab-ci-token", Public: true, Masked: false));
        foreach (var variable in from.Definition.Variables)
        {
            Set(new PayloadVariable(variable.Key, variable.Value, Public: true, Masked: false, Raw: variable.Raw));
        }

        foreach (var (key, value) in from.Dotenv)
        {
            Set(new PayloadVariable(key, value, Public: false, Masked: false, Raw: true));
        }

        foreach (var variable in from.Stored)
        {
            Set(new PayloadVariable(variable.Key, variable.Value, Public: false, variable.Masked, variable.File, variable.Raw));
        }

        foreach (var (key, value) in from.OfPipeline)
        {
            Set(new PayloadVariable(key, value, Public: false, Masked: false));
        }

        AddEnvironment(from, all);
        return [.. all.Values];
    }

    public static string RepositoryUrl(ProjectFacts project, string token) =>
        new UriBuilder(project.HttpUrl) { UserName = "gitlab-ci-token", Password = token }.Uri.AbsoluteUri;

    // What only the server and the runner that takes it know of a job.
    static IEnumerable<(string Key, string Value)> OfJob(Sources from)
    {
        var (job, definition, runner, root) = (from.Job, from.Definition, from.Runner, PipelineSubjects.ServerOf(from.Project));
        yield return ("CI_JOB_ID", Text(job.Id));
        yield return ("CI_JOB_URL", $"{root}/{from.Project.Path}/-/jobs/{Text(job.Id)}");
        yield return ("CI_JOB_STARTED_AT", job.QueuedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "");
        yield return ("CI_JOB_TIMEOUT", Text(job.TimeoutSeconds));
        yield return ("CI_JOB_MANUAL", job.When == JobWhen.Manual ? "true" : "false");
        yield return ("CI_BUILD_ID", Text(job.Id));
        yield return ("CI_BUILD_NAME", job.Name);
        yield return ("CI_BUILD_STAGE", job.Stage);
        if (definition.Image is { } image) yield return ("CI_JOB_IMAGE", image.Name);
        yield return ("CI_RUNNER_ID", Text(runner.Id));
        yield return ("CI_RUNNER_DESCRIPTION", runner.Description);
        yield return ("CI_RUNNER_TAGS", "[" + string.Join(", ", runner.Tags.Select(tag => $"\"{tag}\"")) + "]");
    }

    // Its name may hold any of the others, so it comes last.
    static void AddEnvironment(Sources from, Dictionary<string, PayloadVariable> all)
    {
        if (from.Definition.Environment is not { } environment)
        {
            return;
        }

        var text = new VariableText(all.Values.Select(variable => new JobVariable(variable.Key, variable.Value, variable.Raw)));
        var name = text.Expand(environment.Name);
        void Set(string key, string value) => all[key] = new PayloadVariable(key, value, Public: true, Masked: false);
        Set("CI_ENVIRONMENT_NAME", name);
        Set("CI_ENVIRONMENT_SLUG", EnvironmentSlug.Of(name));
        Set("CI_ENVIRONMENT_ACTION", environment.Action.ToString().ToLowerInvariant());
        if (environment.Tier is { } tier) Set("CI_ENVIRONMENT_TIER", tier);
        if (environment.Url is { } url) Set("CI_ENVIRONMENT_URL", url);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
