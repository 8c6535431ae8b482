using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Ssh;

static class SshKeyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users/{user}/keys");
        users.MapGet("/", ListOfUser).WithSummary("A user's SSH keys").Produces<IReadOnlyList<SshKeyInfo>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        users.MapPost("/", AddToUser).WithSummary("Add an SSH key of a user's").Produces<SshKeyInfo>(201)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        users.MapDelete("/{id:long}", RemoveFromUser).WithSummary("Take an SSH key away").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

        var projects = api.MapGroup("/projects/{owner}/{name}/deploy-keys");
        projects.MapGet("/", ListOfProject).WithSummary("A project's deploy keys").Produces<IReadOnlyList<SshKeyInfo>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        projects.MapPost("/", AddToProject).WithSummary("Add a deploy key: a machine's SSH key that reads, or also pushes to, this project only").Produces<SshKeyInfo>(201)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        projects.MapDelete("/{id:long}", RemoveFromProject).WithSummary("Take a deploy key away").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> ListOfUser(string user, ProjectRequest request, UserDirectory users, SshKeyStore keys, CancellationToken ct) =>
        HolderOf(user, request, users, out var refusal) is { } holder ? await ListAsync(holder, keys, ct) : refusal!;

    static async Task<IResult> AddToUser(string user, AddSshKey body, ProjectRequest request, UserDirectory users, AddSshKeyOperation add, CancellationToken ct) =>
        HolderOf(user, request, users, out var refusal) is { } holder ? await AddAsync(body, holder, add, ct) : refusal!;

    static async Task<IResult> RemoveFromUser(string user, long id, ProjectRequest request, UserDirectory users, SshKeyStore keys, CancellationToken ct) =>
        HolderOf(user, request, users, out var refusal) is { } holder ? await RemoveAsync(id, holder, keys, ct) : refusal!;

    static async Task<IResult> ListOfProject(string owner, string name, ProjectRequest request, SshKeyStore keys, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is { } project ? await ListAsync(new SshKeyHolder(null, project.Id), keys, ct) : found.Refusal!;
    }

    static async Task<IResult> AddToProject(string owner, string name, AddSshKey body, ProjectRequest request, AddSshKeyOperation add, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is { } project ? await AddAsync(body, new SshKeyHolder(null, project.Id), add, ct) : found.Refusal!;
    }

    static async Task<IResult> RemoveFromProject(string owner, string name, long id, ProjectRequest request, SshKeyStore keys, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is { } project ? await RemoveAsync(id, new SshKeyHolder(null, project.Id), keys, ct) : found.Refusal!;
    }

    /// <summary>Users rule over their own keys, admins over everybody's.</summary>
    static SshKeyHolder? HolderOf(string user, ProjectRequest request, UserDirectory users, out IResult? refusal)
    {
        var own = request.Caller is { IsUnlimited: true, Scope: Scope.Admin, User: { } self } && self.Name == user;
        refusal = own ? null : request.RefuseUnlessAdmin();
        if (refusal is null && users.Find(user) is { } found)
        {
            return new SshKeyHolder(found.Id, null);
        }

        refusal ??= Refusal.Of(ProblemCode.NotFound, $"There is no user '{user}'. 'slipway user list' names them.");
        return null;
    }

    static async Task<IResult> ListAsync(SshKeyHolder holder, SshKeyStore keys, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<SshKeyInfo>>([.. (await keys.ListAsync(holder, ct)).Select(Info)]);

    static async Task<IResult> AddAsync(AddSshKey body, SshKeyHolder holder, AddSshKeyOperation add, CancellationToken ct) => await add.RunAsync(body, holder, ct) switch
    {
        AddSshKeyOutcome.Added added => TypedResults.Created((string?)null, Info(added.Key)),
        AddSshKeyOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail, refused.Code),
        _ => throw new InvalidOperationException("an outcome without an answer"),
    };

    static async Task<IResult> RemoveAsync(long id, SshKeyHolder holder, SshKeyStore keys, CancellationToken ct) => await keys.RemoveAsync(holder, id, ct)
        ? TypedResults.NoContent()
        : Refusal.Of(ProblemCode.NotFound, $"There is no key {id} here.");

    static SshKeyInfo Info(SshKey key) => new(key.Id, key.Title, key.Line.Split(' ')[0], key.Fingerprint, key.Write, key.CreatedAt, key.LastUsedAt);
}
