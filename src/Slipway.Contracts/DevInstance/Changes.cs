namespace Slipway.Contracts.DevInstance;

/// <summary>GET .../merge-requests/{number}/changes: what a merge request changes, from where the two branches parted.</summary>
/// <param name="FilesLeftOut">How many more files differ than are listed.</param>
public sealed record ChangesInfo(string BaseCommit, string HeadCommit, IReadOnlyList<ChangedFileInfo> Files, int FilesLeftOut);

/// <param name="Status"><c>added</c>, <c>deleted</c>, <c>modified</c>, <c>renamed</c>, <c>copied</c> or <c>type-changed</c>.</param>
/// <param name="Added">Lines; null for what is binary.</param>
/// <param name="LeftOut">The lines are not here, since they are too many.</param>
public sealed record ChangedFileInfo(
    string OldPath, string NewPath, string Status, string OldMode, string NewMode, int? Added, int? Deleted, bool Binary, bool LeftOut, IReadOnlyList<HunkInfo> Hunks);

/// <param name="Heading">What git found to stand above it, such as the function.</param>
/// <param name="Lines">Each with a blank, <c>+</c>, <c>-</c> or <c>\</c> before it.</param>
public sealed record HunkInfo(int OldStart, int NewStart, string Heading, IReadOnlyList<string> Lines);
