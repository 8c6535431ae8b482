namespace Slipway.Contracts.DevInstance;

/// <summary>POST /api/v2/projects/{owner}/{name}/protected-refs: protects, or changes the protection of the same pattern.</summary>
/// <param name="Kind"><c>branch</c> or <c>tag</c>.</param>
/// <param name="Pattern">A name, or one with <c>*</c> for any characters: <c>release/*</c>.</param>
/// <param name="Push">Who may push: <c>developer</c>, <c>maintainer</c>, <c>owner</c> or <c>nobody</c>.</param>
/// <param name="Merge">Who may merge into it, likewise.</param>
/// <param name="ForcePush">Whether those who may push may also rewrite it.</param>
public sealed record ProtectRef(string Kind, string Pattern, string Push = "maintainer", string Merge = "developer", bool ForcePush = false);

/// <param name="Id">0 for what holds for the default branch without being said.</param>
public sealed record ProtectedRefInfo(long Id, string Kind, string Pattern, string Push, string Merge, bool ForcePush);

/// <summary>GET and PUT /api/v2/projects/{owner}/{name}/push-rules. What is null is not asked for. Patterns are regular expressions without lookarounds.</summary>
/// <param name="CommitMessage">Each new commit's message must match.</param>
/// <param name="AuthorEmail">Each new commit's author's address must match.</param>
/// <param name="BranchName">A new branch's name must match.</param>
/// <param name="ForbiddenFiles">No new file's path may match.</param>
/// <param name="MaxFileBytes">The largest new file.</param>
/// <param name="NoForcePush">No branch may be rewritten.</param>
public sealed record PushRuleSet(
    string? CommitMessage = null, string? AuthorEmail = null, string? BranchName = null, string? ForbiddenFiles = null, long? MaxFileBytes = null, bool NoForcePush = false);
