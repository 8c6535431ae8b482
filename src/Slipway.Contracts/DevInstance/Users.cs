namespace Slipway.Contracts.DevInstance;

/// <summary>POST /api/v2/users. The name: lower-case letters, digits, dot, dash, underscore; 1 to 64 characters.</summary>
public sealed record CreateUser(string Name, string Email, string? DisplayName = null, bool Admin = false);

/// <param name="Email">Null for those who are neither the user nor an admin.</param>
public sealed record UserInfo(string Name, string DisplayName, string? Email, bool Admin, DateTimeOffset CreatedAt);

/// <summary>POST /api/v2/users/{user}/tokens. Scope: <c>read</c>, <c>push</c> or <c>admin</c> (all that the user may).</summary>
/// <param name="Project"><c>owner/name</c> that it is limited to, or null.</param>
public sealed record CreateUserToken(string Name, string Scope, string? Project = null, DateTimeOffset? ExpiresAt = null);
