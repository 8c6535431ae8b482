using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Users;

/// <summary>Makes a token that acts for a user: for all that the user may, or in one project only. Users make their own, admins everybody's.</summary>
sealed class CreateUserTokenOperation(UserDirectory users, TokenDirectory tokens, ProjectStore projects, ProjectAccess access, TimeProvider time)
{
    public async Task<CreateUserTokenOutcome> RunAsync(string name, CreateUserToken wanted, Caller caller, CancellationToken ct)
    {
        var own = caller is { User: not null, IsUnlimited: true, Scope: Scope.Admin } && caller.User.Name == name;
        if (!own && !caller.MayEverywhere(Scope.Admin))
        {
            return new CreateUserTokenOutcome.Refused(
                ProblemCode.Forbidden, $"The token '{caller.Name}' makes no tokens for '{name}': users make their own with a token of the scope admin, and admins make everybody's.");
        }

        if (users.Find(name) is not { } user)
        {
            return new CreateUserTokenOutcome.Refused(ProblemCode.NotFound, $"There is no user '{name}'. 'slipway user list' names them.");
        }

        if (!Enum.TryParse<Scope>(wanted.Scope, ignoreCase: true, out var scope) || scope is not (Scope.Read or Scope.Push or Scope.Admin)
            || wanted.Name is not { Length: > 0 and <= 200 } || wanted.Name.Any(char.IsControl))
        {
            return new CreateUserTokenOutcome.Refused(ProblemCode.Malformed, "A token needs a name of 1 to 200 characters and a scope: read, push or admin.");
        }

        Project? project = null;
        if (wanted.Project is not null)
        {
            project = ProjectPath.TryParse(wanted.Project) is { } path ? await projects.FindAsync(path, ct) : null;
            if (project is null || await access.RoleAsync(project, Actor.Of(caller), ct) == ProjectRole.None)
            {
                return new CreateUserTokenOutcome.Refused(ProblemCode.NotFound, $"There is no project {wanted.Project} that you may see.");
            }
        }

        var value = TokenValue.Random();
        var token = await tokens.AddAsync(
            new Token
            {
                Name = wanted.Name,
                Kind = TokenKind.Api,
                Scope = scope,
                UserId = user.Id,
                ProjectId = project?.Id,
                ProjectPath = project?.Path,
                Hash = TokenValue.Hash(value),
                CreatedAt = time.GetUtcNow(),
                ExpiresAt = wanted.ExpiresAt,
            },
            ct);
        return new CreateUserTokenOutcome.Created(new CreatedToken(
            new TokenInfo(token.Id, token.Name, scope.ToString().ToLowerInvariant(), null, token.CreatedAt, token.ExpiresAt, null, user.Name, project?.Path), value));
    }
}

abstract record CreateUserTokenOutcome
{
    public sealed record Created(CreatedToken Token) : CreateUserTokenOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateUserTokenOutcome;
}
