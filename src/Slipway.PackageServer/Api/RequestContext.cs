using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

/// <summary>Who asks, and which repository of those that they may see. One place for the rule that the private looks like the absent.</summary>
sealed class RequestContext(RequestCaller request, RepositoryDirectory repositories)
{
    public Caller Caller => request.Caller;

    public string Server => request.Server;

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
            (_, false) when needed > Scope.Read || Caller == Caller.Rejected => RequestCaller.Unauthenticated(),
            (true, _) => Refusal.Of(ProblemCode.Forbidden, $"The token '{Caller.Name}' has no {Name(needed)} scope for {owner}/{name}. Ask for one that has."),
            _ => Refusal.Of(ProblemCode.NotFound, $"There is no repository {owner}/{name} that you may see."),
        };
        return null;
    }

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnless(Scope needed) =>
        Caller.MayEverywhere(needed) ? null
        : !Caller.IsKnown ? RequestCaller.Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, $"The token '{Caller.Name}' has no {Name(needed)} scope for the whole instance.");

    static string Name(Scope scope) => scope.ToString().ToLowerInvariant();
}
