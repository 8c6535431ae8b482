using Microsoft.AspNetCore.Http;
using Slipway.Platform.Problems;

namespace Slipway.Platform.Auth;

/// <summary>Who asks, one for each request, and how they are refused: the same words everywhere.</summary>
public sealed class RequestCaller(IHttpContextAccessor http, BrowserSessions sessions, PublicAddress address)
{
    /// <summary>Set by <see cref="Pages.PageForms"/> for a form of our own, where the session's cookie counts.</summary>
    public Caller Caller
    {
        get => field ??= sessions.Find(http.HttpContext!.Request);
        set;
    }

    /// <summary>Scheme and host as users reach the server, without a slash at the end.</summary>
    public string Server => address.Of(http.HttpContext!.Request);

    /// <summary>The refusal for what belongs to the whole instance, or null.</summary>
    public IResult? RefuseUnlessAdmin() =>
        Caller.MayEverywhere(Scope.Admin) ? null
        : !Caller.IsKnown ? Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, $"'{Caller.By}' is no admin of this server, or the token '{Caller.Name}' has another scope.");

    /// <summary>The refusal of a project that the caller may not see, or not do this in. The private looks like the absent.</summary>
    /// <param name="path">As it was asked for.</param>
    /// <param name="role">The caller's in the project; null: the project is not there, or not for them to see.</param>
    /// <param name="needed">The role that it takes.</param>
    /// <param name="reads">It takes no more than to see the project.</param>
    public IResult RefuseProject(string path, string? role, string needed, bool reads) => (role, Caller.IsKnown) switch
    {
        (_, false) when !reads || Caller == Caller.Rejected => Unauthenticated(),
        (not null, _) => Refusal.Of(
            ProblemCode.Forbidden, $"'{Caller.By}' is {role} of {path} with this token, and this needs {needed}. Ask an owner for the role, or use a token of a wider scope."),
        _ => Refusal.Of(ProblemCode.NotFound, $"There is no project {path} that you may see."),
    };

    public static IResult Unauthenticated() =>
        Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'.");
}
