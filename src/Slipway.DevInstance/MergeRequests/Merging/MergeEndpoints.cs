using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Merging;

static class MergeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/projects/{owner}/{name}/merge-requests/{number:long}/merge", Merge).WithTags("Merge requests").WithSummary("Merge a merge request")
            .Produces<MergeRequestDetail>().Produces<MergeRequestDetail>(202).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/projects/{owner}/{name}/merge-rules", Rules).WithTags("Merge requests").WithSummary("What a project asks of every merge").Produces<MergeRuleSet>().ProducesProblem(404);
        api.MapPut("/projects/{owner}/{name}/merge-rules", SetRules).WithTags("Merge requests").WithSummary("Say what a project asks of every merge").Produces<MergeRuleSet>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
    }

    static async Task<IResult> Merge(
        string owner, string name, long number, MergeNow body, MergeRequestRequest request, MergeOperation merge, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is null ? found.Refusal!
            : await merge.RunAsync(found.Project, number, request.Project.Actor, found.Role, body, ct) switch
            {
                MergeOutcome.Merged merged => TypedResults.Ok(await details.OfAsync(found.Project, merged.MergeRequest, request.Project.Server, ct)),
                MergeOutcome.Waits waits => TypedResults.Accepted((string?)null, await details.OfAsync(found.Project, waits.MergeRequest, request.Project.Server, ct)),
                MergeOutcome.Queued queued => TypedResults.Accepted((string?)null, await details.OfAsync(found.Project, queued.MergeRequest, request.Project.Server, ct)),
                MergeOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Rules(string owner, string name, ProjectRequest request, MergeRequestStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project ? TypedResults.Ok(Set(await store.RulesAsync(project.Id, ct))) : found.Refusal!;
    }

    static async Task<IResult> SetRules(string owner, string name, MergeRuleSet body, ProjectRequest request, MergeRequestStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is not { } project ? found.Refusal!
            : MergeMethods.TryParse(body.Method, out var method) ? TypedResults.Ok(Set(await store.SetRulesAsync(
                new MergeRules { ProjectId = project.Id, PipelinesMustSucceed = body.PipelinesMustSucceed, Queue = body.Queue, Method = method ?? MergeMethod.Merge }, ct)))
            : Refusal.Of(ProblemCode.Malformed, MergeMethods.Unknown(body.Method));
    }

    static MergeRuleSet Set(MergeRules rules) => new(rules.PipelinesMustSucceed, rules.Queue, rules.Method.Name());
}
