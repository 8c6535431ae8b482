namespace Slipway.Pipelines;

/// <summary>One run of the compiler.</summary>
static class Compilation
{
    public static Task<CompileResult> RunAsync(IConfigurationSource source, CompileContext context, CancellationToken ct) =>
        throw new NotSupportedException("The compiler is being written; its types come first.");
}
