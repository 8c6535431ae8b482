namespace Slipway.Pipelines;

/// <summary>One fault of a configuration, or a warning.</summary>
/// <param name="File">Its path in the project; <c>group/project@ref:path</c> for another project's.</param>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Code">Stable, as <c>ci.unknown-key</c>; docs/pipelines.md lists them.</param>
/// <param name="Message">What is wrong, with the job or key named.</param>
/// <param name="Remedy">What to write instead, where that can be said.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Code, string Message, string? Remedy)
{
    /// <summary><c>file:line:column: message (code)</c>, with the remedy after it.</summary>
    public override string ToString() =>
        (Line == 0 ? File : $"{File}:{Line}:{Column}") + $": {Message} ({Code})" + (Remedy is null ? "" : " " + Remedy);
}
