namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a project asks of every merge.</summary>
sealed class MergeRules
{
    public required long ProjectId { get; init; }

    public bool PipelinesMustSucceed { get; set; }

    /// <summary>Everything goes through the merge queue.</summary>
    public bool Queue { get; set; }

    /// <summary>Unless somebody says otherwise.</summary>
    public Merging.MergeMethod Method { get; set; }
}
