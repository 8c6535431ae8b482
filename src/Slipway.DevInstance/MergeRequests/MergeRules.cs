namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a project asks of every merge.</summary>
sealed class MergeRules
{
    public required long ProjectId { get; init; }

    public bool PipelinesMustSucceed { get; set; }
}
