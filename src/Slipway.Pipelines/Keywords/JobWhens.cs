using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Keywords;

/// <summary>The words of the keyword <c>when</c>.</summary>
static class JobWhens
{
    public static (string Word, JobWhen Value)[] All { get; } =
        [("on_success", JobWhen.OnSuccess), ("on_failure", JobWhen.OnFailure), ("always", JobWhen.Always), ("manual", JobWhen.Manual), ("delayed", JobWhen.Delayed)];
}
