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
        return found.Project is { } project ? TypedResults.Ok(await members.InfosAsync(project.Id, users, ct)) : found.Refusal!;
    }

    static async Task<IResult> Set(string owner, string name, string user, SetMember body, ProjectRequest request, SetMemberOperation set, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        return found.Project is not { } project ? found.Refusal!
            : await set.RunAsync(project, user, body.Role ?? "", ct) switch
            {
                SetMemberOutcome.Done done => TypedResults.Ok(new MemberInfo(done.User.Name, done.User.DisplayName, done.Role.ToString().ToLowerInvariant())),
                SetMemberOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Remove(string owner, string name, string user, ProjectRequest request, SetMemberOperation set, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        return found.Project is not { } project ? found.Refusal!
            : await set.RunAsync(project, user, null, ct) switch
            {
                SetMemberOutcome.Done => TypedResults.NoContent(),
                SetMemberOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }
}
