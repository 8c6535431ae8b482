namespace Slipway.DependencyUpdates.Versioning;

/// <summary>A release that was not permitted, and the rule that dropped it.</summary>
/// <param name="Rule"><c>not-a-version</c>, <c>other-form</c>, <c>older</c>, <c>yanked</c>, <c>prerelease</c>, <c>not-allowed</c>, <c>held</c>, <c>odd-minor</c>, <c>contradicts-dates</c>.</param>
public sealed record DroppedRelease(string Version, string Rule, string Reason);
