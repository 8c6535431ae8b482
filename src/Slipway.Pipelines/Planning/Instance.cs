using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;

namespace Slipway.Pipelines.Planning;

/// <summary>A job that will run, its needs still as written.</summary>
/// <param name="Needs">The draft's, or its rule's.</param>
sealed record Instance(JobDraft Draft, CompiledJob Job, IReadOnlyList<NeedItem>? Needs, MatrixRow? Row);
