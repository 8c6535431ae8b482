using System.Text.Json.Serialization;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>What a pipeline's jobs are told of its commit and merge request; kept with it, so that no job asks git.</summary>
sealed record StoredFacts(
    string Title, string Message, string AuthorName, string AuthorEmail, DateTimeOffset CommittedAt, string DefaultBranch, MergeRequestFacts? MergeRequest)
{
    /// <summary>Messages are cut here; <c>CI_COMMIT_MESSAGE</c> goes into the environment of each process.</summary>
    public const int LongestMessage = 32 * 1024;
}

[JsonSerializable(typeof(StoredFacts))]
[JsonSerializable(typeof(Dictionary<string, string>))]
sealed partial class PipelineFactsJson : JsonSerializerContext;
