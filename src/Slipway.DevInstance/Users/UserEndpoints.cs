using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Access;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Users;

static class UserEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users", List).WithSummary("The users").Produces<IReadOnlyList<UserInfo>>().ProducesProblem(401);
        api.MapPost("/users", Create).WithSummary("Make a user").Produces<UserInfo>(201).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/users/{user}/tokens", CreateToken).WithSummary("Make a token of a user's, for all that they may or for one project; its value is shown this once")
            .Produces<CreatedToken>(201).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
    }

    static IResult List(ProjectRequest request, UserDirectory users) => request.Caller.IsKnown
        ? TypedResults.Ok<IReadOnlyList<UserInfo>>([.. users.All.Select(user => Info(user, request.Caller))])
        : RequestCaller.Unauthenticated();

    static async Task<IResult> Create(CreateUser body, ProjectRequest request, CreateUserOperation create, CancellationToken ct)
    {
        if (request.RefuseUnlessAdmin() is { } refusal)
        {
            return refusal;
        }

        return await create.RunAsync(body, ct) switch
        {
            CreateUserOutcome.Created made => TypedResults.Created($"/api/v2/users/{made.User.Name}", Info(made.User, request.Caller)),
            CreateUserOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> CreateToken(string user, CreateUserToken body, ProjectRequest request, CreateUserTokenOperation create, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        return await create.RunAsync(user, body, request.Caller, ct) switch
        {
            CreateUserTokenOutcome.Created made => TypedResults.Created($"/api/v2/tokens/{made.Token.Token.Id}", made.Token),
            CreateUserTokenOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static UserInfo Info(User user, Caller caller) =>
        new(user.Name, user.DisplayName, caller.MayEverywhere(Scope.Admin) || caller.User?.Id == user.Id ? user.Email : null, user.Admin, user.CreatedAt);
}
