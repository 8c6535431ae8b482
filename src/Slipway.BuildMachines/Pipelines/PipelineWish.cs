using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>A pipeline to be made: the request, and for those that a job triggers, where the configuration is and who waits for it.</summary>
sealed record PipelineWish(PipelineRequest Request)
{
    public ConfigurationEntry Entry { get; init; } = new ConfigurationEntry.File(".gitlab-ci.yml");

    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    public long? UpstreamJobId { get; init; }

    public long? ParentPipelineId { get; init; }

    /// <summary>Handed down by the job that triggers it: above the configuration's variables, below those given for the pipeline.</summary>
    public IReadOnlyList<JobVariable> Forwarded { get; init; } = [];
}
