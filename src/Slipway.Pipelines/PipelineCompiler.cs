namespace Slipway.Pipelines;

/// <summary>
/// From <c>.gitlab-ci.yml</c>, and what it includes, to the jobs of one pipeline. Holds no state, touches nothing but its source, and is bounded
/// by <see cref="CompileLimits"/> whatever the files say. The language is GitLab's: docs/pipelines.md lists every keyword.
/// </summary>
public static class PipelineCompiler
{
    /// <summary>Compiles the configuration that <see cref="CompileContext.Entry"/> names.</summary>
    /// <exception cref="OperationCanceledException">Cancelled. What the source throws comes through; a wrong configuration never throws.</exception>
    public static Task<CompileResult> CompileAsync(IConfigurationSource source, CompileContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(context);
        return Compilation.RunAsync(source, context, ct);
    }
}
