using Slipway.Contracts.BuildMachines;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>A pipeline's state as GitLab writes it.</summary>
static class PipelineWord
{
    public static string Of(PipelineState state) => state == PipelineState.WaitingForResource ? "waiting_for_resource" : state.ToString().ToLowerInvariant();
}
