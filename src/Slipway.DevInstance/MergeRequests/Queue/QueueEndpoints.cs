using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Queue;

static class QueueEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/projects/{owner}/{name}/merge-queue", List).WithTags("Merge requests").WithSummary("What is in the merge queue, first first")
            .Produces<IReadOnlyList<MergeQueueEntry>>().ProducesProblem(404);
        api.MapDelete("/projects/{owner}/{name}/merge-requests/{number:long}/queue", Withdraw).WithTags("Merge requests").WithSummary("Take a merge request out of the queue")
            .Produces<MergeRequestDetail>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> List(string owner, string name, string? target, ProjectRequest request, QueueInfos infos, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project ? TypedResults.Ok(await infos.ListAsync(project.Id, target, ct)) : found.Refusal!;
    }

    static async Task<IResult> Withdraw(
        string owner, string name, long number, MergeRequestRequest request, EnqueueOperation queue, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal!
            : await queue.WithdrawAsync(one, request.Project.Actor.Name, ct) ? TypedResults.Ok(await details.OfAsync(found.Project, one, request.Project.Server, ct))
            : Refusal.Of(ProblemCode.MergeBlocked, $"!{number} is not in the merge queue.");
    }
}
