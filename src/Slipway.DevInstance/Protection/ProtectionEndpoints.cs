using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Protection;

static class ProtectionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var refs = api.MapGroup("/projects/{owner}/{name}/protected-refs");
        refs.MapGet("/", List).WithSummary("A project's protected branches and tags").Produces<IReadOnlyList<ProtectedRefInfo>>().ProducesProblem(404);
        refs.MapPost("/", Protect).WithSummary("Protect branches or tags").Produces<ProtectedRefInfo>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        refs.MapDelete("/{id:long}", Unprotect).WithSummary("Take a protection away").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        api.MapGet("/projects/{owner}/{name}/push-rules", Rules).WithSummary("What a project wants of every push").Produces<PushRuleSet>().ProducesProblem(404);
        api.MapPut("/projects/{owner}/{name}/push-rules", SetRules).WithSummary("Say what a project wants of every push").Produces<PushRuleSet>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
    }

    static async Task<IResult> List(string owner, string name, ProjectRequest request, ProtectionStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        return TypedResults.Ok(Infos(project, await store.ProtectionAsync(project, ct)));
    }

    /// <summary>What is protected, the default branch too.</summary>
    public static IReadOnlyList<ProtectedRefInfo> Infos(Project project, RefProtection protection)
    {
        var byDefault = protection.Find("refs/heads/" + project.DefaultBranch) is { Id: 0 } implied ? new[] { implied } : [];
        return [.. byDefault.Concat(protection.All).Select(Info)];
    }

    static async Task<IResult> Protect(string owner, string name, ProtectRef body, ProjectRequest request, ProtectOperation protect, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is not { } project ? found.Refusal!
            : await protect.RunAsync(project, body, ct) switch
            {
                ProtectOutcome.Protected done => TypedResults.Ok(Info(done.Row)),
                ProtectOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Unprotect(string owner, string name, long id, ProjectRequest request, ProtectionStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is not { } project ? found.Refusal!
            : await store.RemoveAsync(project.Id, id, ct) ? TypedResults.NoContent()
            : Refusal.Of(ProblemCode.NotFound, $"{project.Path} has no protection {id}. The default branch has one without a number: protect it by name to change that.");
    }

    static async Task<IResult> Rules(string owner, string name, ProjectRequest request, ProtectionStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project ? TypedResults.Ok(Set(await store.RulesAsync(project.Id, ct))) : found.Refusal!;
    }

    static async Task<IResult> SetRules(string owner, string name, PushRuleSet body, ProjectRequest request, ProtectionStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        var wrong = new (string Name, string? Pattern)[]
            {
                ("commitMessage", body.CommitMessage), ("authorEmail", body.AuthorEmail), ("branchName", body.BranchName), ("forbiddenFiles", body.ForbiddenFiles),
            }
            .Select(rule => RulePattern.WhyNot(rule.Pattern) is { } why ? $"{rule.Name}: {why}." : null)
            .Append(body.MaxFileBytes <= 0 ? "maxFileBytes: it takes a number of bytes above 0." : null).OfType<string>().ToList();
        return wrong.Count > 0
            ? Refusal.Of(ProblemCode.Malformed, string.Join(' ', wrong))
            : TypedResults.Ok(Set(await store.SetAsync(
                new PushRules
                {
                    ProjectId = project.Id,
                    CommitMessage = body.CommitMessage,
                    AuthorEmail = body.AuthorEmail,
                    BranchName = body.BranchName,
                    ForbiddenFiles = body.ForbiddenFiles,
                    MaxFileBytes = body.MaxFileBytes,
                    NoForcePush = body.NoForcePush,
                },
                ct)));
    }

    static PushRuleSet Set(PushRules rules) =>
        new(rules.CommitMessage, rules.AuthorEmail, rules.BranchName, rules.ForbiddenFiles, rules.MaxFileBytes, rules.NoForcePush);

    static ProtectedRefInfo Info(ProtectedRef row) =>
        new(row.Id, row.Tags ? "tag" : "branch", row.Pattern, ProtectionRole.Text(row.Push), ProtectionRole.Text(row.Merge), row.ForcePush);
}
