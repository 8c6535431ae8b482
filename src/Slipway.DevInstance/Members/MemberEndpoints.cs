using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Members;

static class MemberEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var members = api.MapGroup("/projects/{owner}/{name}/members");
        members.MapGet("/", List).WithSummary("A project's members").Produces<IReadOnlyList<MemberInfo>>().ProducesProblem(404);
        members.MapPut("/{user}", Set).WithSummary("Add a member, or change the role").Produces<MemberInfo>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        members.MapDelete("/{user}", Remove).WithSummary("Take a member out").Produces(204)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> List(string owner, string name, ProjectRequest request, MemberStore members, UserDirectory users, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project
            ? TypedResults.Ok<IReadOnlyList<MemberInfo>>([.. (await members.ListAsync(project.Id, ct))
                .Select(member => Info(users.Find(member.UserId)!, member.Role)).OrderBy(member => member.User, StringComparer.Ordinal)])
            : found.Refusal!;
    }

    static async Task<IResult> Set(
        string owner, string name, string user, SetMember body, ProjectRequest request, MemberStore members, UserDirectory users, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        if (!Enum.TryParse<ProjectRole>(body.Role, ignoreCase: true, out var role) || !Enum.IsDefined(role) || role == ProjectRole.None)
        {
            return Refusal.Of(ProblemCode.Malformed, $"'{body.Role}' is no role: reader, developer, maintainer or owner.");
        }

        if (users.Find(user) is not { } member)
        {
            return Refusal.Of(ProblemCode.NotFound, $"There is no user '{user}'. An admin makes users: slipway user create.");
        }

        return await members.SetAsync(project.Id, member.Id, role, ct) ? TypedResults.Ok(Info(member, role)) : LastOwner(user);
    }

    static async Task<IResult> Remove(string owner, string name, string user, ProjectRequest request, MemberStore members, UserDirectory users, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        if (users.Find(user) is not { } member || await members.RoleAsync(project.Id, member.Id, ct) == ProjectRole.None)
        {
            return Refusal.Of(ProblemCode.NotFound, $"'{user}' is no member of {project.Path}.");
        }

        return await members.SetAsync(project.Id, member.Id, ProjectRole.None, ct) ? TypedResults.NoContent() : LastOwner(user);
    }

    static IResult LastOwner(string user) =>
        Refusal.Of(ProblemCode.LastOwner, $"'{user}' is the last owner. Make somebody else an owner first.");

    static MemberInfo Info(User user, ProjectRole role) => new(user.Name, user.DisplayName, role.ToString().ToLowerInvariant());
}
