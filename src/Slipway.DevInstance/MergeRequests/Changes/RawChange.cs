namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>One record of <c>git diff-tree --raw -z</c>.</summary>
/// <param name="Status">A, C, D, M, R or T.</param>
/// <param name="OldPath">The same as the new one but for renames and copies.</param>
sealed record RawChange(string OldMode, string NewMode, string OldObject, string NewObject, char Status, string OldPath, string NewPath);

/// <param name="Added">Lines; null for what is binary.</param>
sealed record LineCount(int? Added, int? Deleted);
