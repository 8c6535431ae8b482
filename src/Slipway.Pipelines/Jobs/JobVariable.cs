namespace Slipway.Pipelines.Jobs;

/// <param name="Value">As written: references to other variables are still in it.</param>
/// <param name="Raw"><c>expand: false</c>: a <c>$</c> in it means itself.</param>
public sealed record JobVariable(string Key, string Value, bool Raw = false);

/// <summary>A top-level variable.</summary>
/// <param name="Description">For the form that starts a pipeline; null where there is none.</param>
/// <param name="Options">The values that the form offers; null where any is taken.</param>
public sealed record PipelineVariable(string Key, string Value, bool Raw, string? Description, IReadOnlyList<string>? Options);
