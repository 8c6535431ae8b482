namespace Slipway.Contracts.DevInstance;

/// <summary>POST /api/v2/projects. Owner and name: lower-case letters, digits, dot, dash, underscore; 1 to 64 characters.</summary>
/// <param name="DefaultBranch">Null: <c>main</c>, or the first branch that is pushed.</param>
public sealed record CreateProject(string Owner, string Name, bool Private = true, string? Description = null, string? DefaultBranch = null);

/// <summary>PATCH /api/v2/projects/{owner}/{name}: what is null stays as it is.</summary>
public sealed record ChangeProject(bool? Private = null, string? Description = null, string? DefaultBranch = null);

/// <param name="HttpUrl">Where git clones it from.</param>
/// <param name="Role">The caller's: <c>reader</c>, <c>developer</c>, <c>maintainer</c> or <c>owner</c>.</param>
public sealed record ProjectInfo(
    long Id, string Owner, string Name, string Description, bool Private, string DefaultBranch, string HttpUrl, string? SshUrl, string Role, DateTimeOffset CreatedAt);

/// <summary>PUT /api/v2/projects/{owner}/{name}/members/{user}.</summary>
public sealed record SetMember(string Role);

public sealed record MemberInfo(string User, string DisplayName, string Role);
