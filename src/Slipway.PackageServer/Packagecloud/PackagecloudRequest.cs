using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>Who asks, and what they may see, with Packagecloud's refusals: no request without a valid token, and the private looks like the absent.</summary>
sealed class PackagecloudRequest(IHttpContextAccessor http, RequestContext request, RepositoryDirectory repositories)
{
    public Caller Caller => request.Caller;

    public string Server => request.Server;

    public RepositoryState? Find(string owner, string name, Scope needed, out IResult? refusal)
    {
        refusal = null;
        if (!Caller.IsKnown)
        {
            refusal = Unauthenticated();
            return null;
        }

        if (repositories.Find(owner, name) is not { } repository || !repository.IsVisibleTo(Caller))
        {
            refusal = needed == Scope.Read ? Errors.NotFound() : Errors.Missing("repository");
            return null;
        }

        if (needed > Scope.Read && !Caller.May(needed, repository.FullName))
        {
            refusal = Errors.Forbidden($"The token '{Caller.Name}' has no {needed.ToString().ToLowerInvariant()} scope for {repository.FullName}.");
            return null;
        }

        return repository;
    }

    public IResult Unauthenticated()
    {
        http.HttpContext!.Response.Headers.WWWAuthenticate = "Basic realm=\"Slipway\"";
        return Errors.Unauthenticated();
    }
}
