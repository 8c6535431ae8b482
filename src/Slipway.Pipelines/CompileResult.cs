using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines;

/// <summary>What became of a configuration.</summary>
/// <param name="Warnings">What is allowed but probably not meant, in the order of the files.</param>
public abstract record CompileResult(IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>There are jobs to run.</summary>
    public sealed record Compiled(CompiledPipeline Pipeline, IReadOnlyList<Diagnostic> Warnings) : CompileResult(Warnings);

    /// <summary>The configuration is right and wants no pipeline here: its workflow says so, or no job is for this ref.</summary>
    /// <param name="Why">A sentence for people.</param>
    public sealed record NotWanted(string Why, IReadOnlyList<Diagnostic> Warnings) : CompileResult(Warnings);

    /// <summary>The configuration is wrong.</summary>
    /// <param name="Errors">All that were found, at least one.</param>
    public sealed record Invalid(IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Warnings) : CompileResult(Warnings);
}
