using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Slipway.Platform.Auth;

/// <summary>
/// Tokens for browsers: a protected cookie that names the token, without its value. The token is looked up at each request, so a revoked
/// or expired one ends its sessions at once. By itself a cookie only reads: another site's form can't push or delete with it.
/// </summary>
public sealed class BrowserSessions(IDataProtectionProvider protection, TokenDirectory tokens, IConfiguration configuration)
{
    const string CookieName = "slipway_session";
    static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Slipway.BrowserSession").ToTimeLimitedDataProtector();

    /// <summary>By the Authorization header, or for reading without one by the cookie.</summary>
    public Caller Find(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            ? FromCookie(request)
            : tokens.Find(request);

    /// <summary>For a form whose antiforgery token has been checked: the cookie may write as well.</summary>
    public Caller FindForForm(HttpRequest request) => request.Headers.Authorization.Count == 0 ? FromCookie(request) : tokens.Find(request);

    /// <summary>False where there is no live token of this value.</summary>
    public bool Start(HttpContext context, string value)
    {
        var hash = TokenValue.Hash(value);
        if (!tokens.FindByHash(hash).IsKnown)
        {
            return false;
        }

        context.Response.Cookies.Append(CookieName, protector.Protect(hash, Longest), Options(context.Request));
        return true;
    }

    public void End(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context.Request));

    Caller FromCookie(HttpRequest request)
    {
        if (request.Cookies[CookieName] is not { Length: > 0 and < 4096 } cookie)
        {
            return Caller.Anonymous;
        }

        try
        {
            return tokens.FindByHash(protector.Unprotect(cookie)) is { IsKnown: true } caller ? caller : Caller.Anonymous;
        }
        catch (CryptographicException)
        {
            return Caller.Anonymous;
        }
    }

    // Behind a proxy the request itself is plain HTTP; the public address tells.
    CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps || configuration["Server:PublicUrl"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true,
        Path = "/",
    };
}
