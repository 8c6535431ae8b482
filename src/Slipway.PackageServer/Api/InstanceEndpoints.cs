using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Distributions;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Api;

static class InstanceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/whoami", WhoAmI).WithSummary("The token's name and scope").Produces<WhoAmI>().ProducesProblem(401);
        api.MapGet("/distributions", Distributions).WithSummary("Every distribution that packages can be pushed for").Produces<IReadOnlyList<DistributionInfo>>();
    }

    static IResult WhoAmI(RequestContext request)
    {
        var caller = request.Caller;
        return caller.IsKnown
            ? TypedResults.Ok(new WhoAmI(caller.Name, caller.Scope.ToString().ToLowerInvariant(), caller.Repository, request.Server, caller.User?.Name))
            : RequestCaller.Unauthenticated();
    }

    static IResult Distributions() => TypedResults.Ok<IReadOnlyList<DistributionInfo>>([.. DistributionCatalog.All.OrderBy(known => known.Id)
        .Select(known => new DistributionInfo(known.Id, known.Name, known.DisplayName, known.Format.ToString().ToLowerInvariant()))]);
}
