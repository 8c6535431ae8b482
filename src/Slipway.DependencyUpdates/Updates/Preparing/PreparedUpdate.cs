using Slipway.DependencyUpdates.Updates.Planning;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>What came of preparing a planned update. Closed.</summary>
public abstract record PreparedUpdate(PlannedUpdate Plan)
{
    /// <summary>Ready to be proposed: whole files, and what is told of them.</summary>
    /// <param name="Files">By path; the bytes of all of each.</param>
    public sealed record Ready(PlannedUpdate Plan, IReadOnlyDictionary<string, byte[]> Files, string Title, string Body, string Message, IReadOnlyList<StepFacts> Facts) : PreparedUpdate(Plan);

    /// <summary>Not proposed: a checksum could not be verified, or a place could not be changed.</summary>
    public sealed record Refused(PlannedUpdate Plan, string Code, string Reason, string Remedy) : PreparedUpdate(Plan);
}

/// <summary>What was found out about one step.</summary>
/// <param name="Verified">How it was verified, one thing a line.</param>
/// <param name="Licence">A change of licence; null: none that is known.</param>
/// <param name="Patches">What became of each patch.</param>
/// <param name="Dependents">Components that need it, directly or through others.</param>
public sealed record StepFacts(PlannedStep Step, IReadOnlyList<string> Verified, string? Licence, IReadOnlyList<PatchResult> Patches, IReadOnlyList<string> Dependents);

/// <param name="Applies">Null: it could not be tried.</param>
/// <param name="Says">What <c>patch</c> said, or why it was not tried.</param>
public sealed record PatchResult(string Path, bool? Applies, string Says);

/// <summary>Why an update is not made.</summary>
sealed class RefusedUpdateException(string code, string reason, string remedy) : Exception(reason)
{
    public string Code { get; } = code;

    public string Remedy { get; } = remedy;
}
