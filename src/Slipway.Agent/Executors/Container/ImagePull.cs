using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>Brings a job's images to the engine, as the pull policies say.</summary>
sealed class ImagePull(Engine engine, ContainerConfig config, RegistryLogins logins, JobTrace trace)
{
    /// <summary>The image, there; each policy is tried until one brings it.</summary>
    /// <exception cref="JobFailure">It is not allowed here, or not to be had.</exception>
    public async Task<InspectedImage> BringAsync(string name, ImageFacts facts, CancellationToken ct)
    {
        if (!ImageName.IsAllowed(name, config.AllowedImages))
            throw new JobFailure(JobFailure.Configuration, $"The image {name} is not allowed on this runner; allowed: {string.Join(", ", config.AllowedImages)}.");
        JobFailure? failed = null;
        foreach (var policy in Policies(facts))
        {
            try
            {
                return await BringAsync(name, facts, policy, ct);
            }
            catch (EngineException refused)
            {
                failed = new JobFailure(JobFailure.ImagePull, $"The image {name} can't be had with pull policy \"{policy}\": {refused.Message}");
                trace.Warning(failed.Message);
            }
        }

        throw failed!;
    }

    IReadOnlyList<string> Policies(ImageFacts facts)
    {
        if (facts.PullPolicy is not { Count: > 0 } wanted)
            return config.PullPolicy;
        var allowed = wanted.Where(config.PullPolicy.Contains).ToList();
        return allowed.Count > 0 ? allowed : throw new JobFailure(JobFailure.Configuration, $"The job wants the pull policy {string.Join(", ", wanted)}; this runner allows {string.Join(", ", config.PullPolicy)}.");
    }

    async Task<InspectedImage> BringAsync(string name, ImageFacts facts, string policy, CancellationToken ct)
    {
        if (policy != "always" && await engine.ImageAsync(name, ct) is { } there)
        {
            trace.Line($"Using locally found image {name} due to \"{policy}\" pull policy");
            return there;
        }

        if (policy == "never")
            throw new EngineException("it is not on this machine", null);
        var login = logins.Find(name);
        if (login is { From: var from })
            trace.Line($"Authenticating with {from} for {ImageName.Registry(name)}");
        trace.Line($"Pulling image {name} ...");
        await engine.PullAsync(ImageName.WithTag(name), facts.ExecutorOpts?.Docker?.Platform, login?.Auth, ct);
        return await engine.ImageAsync(name, ct) ?? throw new EngineException("it was pulled, but the engine does not have it", null);
    }
}
