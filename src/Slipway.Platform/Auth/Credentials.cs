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

        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? FromBasic(header["Basic ".Length..].Trim()) : null;
    }

    static string? FromBasic(string encoded)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (encoded.Length > 1024 || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return "";
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
        return LooksLikeToken(password) && !LooksLikeToken(user) ? password : user;
    }

    static bool LooksLikeToken(string text) => text.Length >= 48;
}
