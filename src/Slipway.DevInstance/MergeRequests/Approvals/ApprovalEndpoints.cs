using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Approvals;

static class ApprovalEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var approval = api.MapGroup("/projects/{owner}/{name}/merge-requests/{number:long}/approval").WithTags("Merge requests");
        approval.MapPut("/", Approve).WithSummary("Approve a merge request's head").Produces<MergeRequestDetail>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        approval.MapDelete("/", Withdraw).WithSummary("Take your approval back").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> Approve(
        string owner, string name, long number, string? commit, MergeRequestRequest request, ApproveOperation approve, AutoMerge autoMerge, MergeRequestStore store,
        MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        if (found.One is not { } one)
        {
            return found.Refusal!;
        }

        if (await approve.RunAsync(one, request.Project.Actor, commit, ct) is ApproveOutcome.Refused refused)
        {
            return Refusal.Of(refused.Problem, refused.Detail);
        }

        await autoMerge.TryAsync(one, ct);
        return TypedResults.Ok(await details.OfAsync(found.Project, (await store.FindAsync(one.ProjectId, number, ct))!, request.Project.Server, ct));
    }

    static async Task<IResult> Withdraw(string owner, string name, long number, MergeRequestRequest request, ApprovalStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal!
            : request.Project.Actor.UserId is { } user && await store.RemoveAsync(one.Id, user, ct) ? TypedResults.NoContent()
            : Refusal.Of(ProblemCode.NotFound, $"'{request.Project.Actor.Name}' has not approved !{number}.");
    }
}
