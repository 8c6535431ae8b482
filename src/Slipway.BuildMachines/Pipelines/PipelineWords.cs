using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pipelines;

static class PipelineWords
{
    public static bool IsOver(this PipelineState state) =>
        state is PipelineState.Success or PipelineState.Failed or PipelineState.Canceled or PipelineState.Skipped;

    /// <summary>As GitLab writes it.</summary>
    public static string Word(this PipelineState state) => state switch
    {
        PipelineState.WaitingForResource => "waiting_for_resource",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static PipelineFacts Facts(this Pipeline pipeline) => new(
        pipeline.Id, pipeline.ProjectId, pipeline.FullRef, pipeline.Commit, pipeline.Source, pipeline.State, pipeline.MergeRequest);
}
