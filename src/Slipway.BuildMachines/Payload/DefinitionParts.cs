using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Payload;

/// <summary>The parts of a compiled job that go to the runner as they are.</summary>
static class DefinitionParts
{
    const int AfterScriptTimeout = 300;

    public static IReadOnlyList<PayloadStep> Steps(CompiledJob job, int timeout)
    {
        List<PayloadStep> steps = [new("script", [.. job.BeforeScript, .. job.Script], timeout, "on_success", AllowFailure: false)];
        if (job.AfterScript.Count > 0)
        {
            steps.Add(new PayloadStep("after_script", job.AfterScript, AfterScriptTimeout, "always", AllowFailure: true));
        }

        return steps;
    }

    public static PayloadImage? Image(ContainerImage? image) =>
        image is null ? null : new PayloadImage(image.Name, image.Entrypoint, Policies(image), Options(image));

    public static IReadOnlyList<PayloadService> Services(CompiledJob job) =>
    [
        .. job.Services.Select(service => new PayloadService(
            service.Image.Name,
            service.Aliases.Count == 0 ? null : string.Join(' ', service.Aliases),
            service.Image.Entrypoint,
            service.Command,
            Policies(service.Image),
            Options(service.Image),
            service.Variables.Count == 0 ? null : [.. service.Variables.Select(variable => new PayloadVariable(variable.Key, variable.Value, Public: true, Masked: false, Raw: variable.Raw))])),
    ];

    public static IReadOnlyList<PayloadArtifact> Artifacts(CompiledJob job)
    {
        if (job.Artifacts is not { } artifacts)
        {
            return [];
        }

        var all = new List<PayloadArtifact>();
        if (artifacts.Paths.Count > 0 || artifacts.Untracked)
        {
            all.Add(new PayloadArtifact(
                artifacts.Name ?? "artifacts", artifacts.Untracked, artifacts.Paths, artifacts.Exclude, Word(artifacts.When), artifacts.ExpireIn, "archive", "zip"));
        }

        all.AddRange(artifacts.Reports.Select(report => new PayloadArtifact(
            report.FileName, Untracked: false, report.Paths, [], "always", artifacts.ExpireIn, report.Type, report.Format)));
        return all;
    }

    public static IReadOnlyList<PayloadCache> Caches(CompiledJob job, bool isProtected) =>
    [
        .. job.Caches.Select(cache => new PayloadCache(
            cache.Key + Suffix(cache, isProtected), cache.Untracked, cache.PolicyText ?? Word(cache.Policy), cache.Paths, Word(cache.When),
            [.. cache.FallbackKeys.Select(key => key + Suffix(cache, isProtected))])),
    ];

    public static IReadOnlyList<PayloadHook> Hooks(CompiledJob job) =>
        job.PreGetSourcesScript.Count == 0 ? [] : [new PayloadHook("pre_get_sources_script", job.PreGetSourcesScript)];

    // A job of any branch must not fill the cache that protected ones trust.
    static string Suffix(JobCache cache, bool isProtected) => cache.Unprotect ? "" : isProtected ? "-protected" : "-non_protected";

    static IReadOnlyList<string>? Policies(ContainerImage image) => image.PullPolicies.Count == 0 ? null : image.PullPolicies;

    static ExecutorOptions Options(ContainerImage image) =>
        new(image.Platform is null && image.User is null ? null : new DockerOptions(image.Platform, image.User));

    static string Word(KeepWhen when) => when switch { KeepWhen.OnFailure => "on_failure", KeepWhen.Always => "always", _ => "on_success" };

    static string Word(CachePolicy policy) => policy switch { CachePolicy.Pull => "pull", CachePolicy.Push => "push", _ => "pull-push" };
}
