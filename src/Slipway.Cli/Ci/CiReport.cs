using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.Cli.Ci;

/// <summary>What <c>--json</c> writes for <c>ci lint</c> and <c>ci show</c>.</summary>
/// <param name="Why">Why there would be no pipeline; null where there would be one, or the configuration is wrong.</param>
/// <param name="Pipeline">Only of <c>show</c>, and only where there would be one.</param>
sealed record CiReport(string File, bool Valid, string? Why, IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Warnings, CompiledPipeline? Pipeline)
{
    public static CiReport Of(string file, CompileResult result, bool show) => result switch
    {
        CompileResult.Compiled compiled => new(file, true, null, [], result.Warnings, show ? compiled.Pipeline : null),
        CompileResult.NotWanted not => new(file, true, not.Why, [], result.Warnings, null),
        CompileResult.Invalid invalid => new(file, false, null, invalid.Errors, result.Warnings, null),
        _ => throw new NotSupportedException(result.GetType().Name),
    };

    /// <summary>The faults on standard error, each with its remedy.</summary>
    public void TellFaults()
    {
        foreach (var (kind, fault) in Errors.Select(error => ("error", error)).Concat(Warnings.Select(warning => ("warning", warning))))
        {
            var place = fault.Line == 0 ? fault.File : $"{fault.File}:{fault.Line}:{fault.Column}";
            Console.Error.WriteLine(Plain.Line($"{place}: {kind}: {fault.Message} ({fault.Code})"));
            if (fault.Remedy is not null) Console.Error.WriteLine(Plain.Line($"  {fault.Remedy}"));
        }

        if (Errors.Any(error => error.Code is "ci.unknown-project" or "ci.component"))
            Console.Error.WriteLine("  Offline, other projects are read from checkouts: --project GROUP/PROJECT=FOLDER.");
    }
}
