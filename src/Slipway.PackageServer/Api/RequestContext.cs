using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Repositories;
using Slipway.Platform;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

/// <summary>Who asks, and which repository of those that they may see. One place for the rule that the private looks like the absent.</summary>
sealed class RequestContext(IHttpContextAccessor http, BrowserSessions sessions, RepositoryDirectory repositories, PublicAddress address)
{
    public Caller Caller => field ??= sessions.Find(http.HttpContext!.Request);

    /// <summary>Scheme and host as users reach the server, without a slash at the end.</summary>
    public string Server => address.Of(http.HttpContext!.Request);

    /// <summary>Null, with the refusal, where there is none that the caller may see, or where they may see it and not do this.</summary>
    public RepositoryState? Find(string owner, string name, Scope needed, out IResult? refusal)
    {
        refusal = null;
        var repository = repositories.Find(owner, name);
        if (repository is not null && Caller.May(needed, repository.FullName))
        {
            return repository;
        }

        var visible = repository is not null && repository.IsVisibleTo(Caller);
        if (visible && needed <= Scope.Read)
        {
            return repository;
        }

        refusal = (visible, Caller.IsKnown) switch
        {
            (_, false) when needed > Scope.Read || Caller == Caller.Rejected => Unauthenticated(),
            (true, _) => Refusal.Of(ProblemCode.Forbidden, $"The token '{Caller.Name}' has no {Name(needed)} scope for {owner}/{name}. Ask for one that has."),
            _ => Refusal.Of(ProblemCode.NotFound, $"There is no repository {owner}/{name} that you may see."),
        };
        return null;
    }

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnless(Scope needed) =>
        Caller.MayEverywhere(needed) ? null
        : !Caller.IsKnown ? Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, $"The token '{Caller.Name}' has no {Name(needed)} scope for the whole instance.");

    public static IResult Unauthenticated() =>
        Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'.");

    static string Name(Scope scope) => scope.ToString().ToLowerInvariant();
}
