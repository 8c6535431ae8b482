using Slipway.DependencyUpdates.Updates.Planning;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>What came of preparing a planned update. Closed.</summary>
public abstract record PreparedUpdate(PlannedUpdate Plan)
{
    /// <summary>Ready to be proposed: files, and what is told of them.</summary>
    public sealed record Ready(PlannedUpdate Plan, IReadOnlyList<ChangedFile> Files, string Title, string Body, string Message, IReadOnlyList<StepFacts> Facts) : PreparedUpdate(Plan)
    {
        /// <summary>Why a person must look at it before it is merged, whatever the rules say; null: nothing is known that they would have to.</summary>
        public string? Concern =>
            Facts.Any(facts => facts.Licence is not null) ? "A licence changes." : Facts.Any(facts => facts.Patches.Any(patch => patch.Applies == false)) ? "A patch no longer applies." : null;
    }

    /// <summary>Not proposed: a checksum could not be verified, or a place could not be changed.</summary>
    public sealed record Refused(PlannedUpdate Plan, string Code, string Reason, string Remedy) : PreparedUpdate(Plan);
}

/// <param name="Before">The whole file from which it was made.</param>
/// <param name="After">The whole file.</param>
public sealed record ChangedFile(string Path, byte[] Before, byte[] After);

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
