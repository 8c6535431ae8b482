namespace Slipway.DependencyUpdates.Locks;

/// <summary>The lock file that must change with a component's version.</summary>
/// <param name="Kind">How it is written: of <see cref="LockFiles"/>.</param>
/// <param name="File">Its path from the top of the project.</param>
/// <param name="ByHand">What to do where Slipway can't change it exactly; <c>VERSION</c> in it is the new version.</param>
public sealed record LockReference(string Kind, string File, string ByHand);
