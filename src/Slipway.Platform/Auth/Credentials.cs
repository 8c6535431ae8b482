using System.Text;
using Microsoft.AspNetCore.Http;

namespace Slipway.Platform.Auth;

/// <summary>
/// Finds the token in a request: <c>Bearer TOKEN</c>, or Basic with the token as user name (Packagecloud, apt's auth.conf) or as
/// password (git's habit). Never from a query string: those end in logs.
/// </summary>
public static class Credentials
{
    public static string? Token(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (user, password) = Basic(request) ?? ("", "");
        return LooksLikeToken(password) && !LooksLikeToken(user) ? password : user;
    }

    /// <summary>User and password as they were sent; null where there are none, or none that can be read.</summary>
    public static (string User, string Password)? Basic(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        Span<byte> bytes = stackalloc byte[4096];
        if (header.Length > 4096 || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
    }

    static bool LooksLikeToken(string text) => text.Length >= 48;
}
