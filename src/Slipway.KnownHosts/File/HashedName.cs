using System.Security.Cryptography;
using System.Text;

namespace Slipway.KnownHosts.File;

/// <summary><c>|1|salt|hash</c>: a name that only who knows it finds again (HMAC-SHA1 over the name, keyed with the salt).</summary>
public sealed class HashedName
{
    const string Magic = "|1|";
    const int Length = 20;

    readonly byte[] salt;
    readonly byte[] hash;

    HashedName(byte[] salt, byte[] hash) => (this.salt, this.hash) = (salt, hash);

    /// <summary>Null for what is no hashed name.</summary>
    public static HashedName? TryParse(string text)
    {
        var parts = text.StartsWith(Magic, StringComparison.Ordinal) ? text[Magic.Length..].Split('|') : [];
        return parts is [var left, var right] && Bytes(left) is { } salt && Bytes(right) is { } hash ? new HashedName(salt, hash) : null;
    }

    public bool Is(string host) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(host)).AsSpan().SequenceEqual(hash);

    static byte[]? Bytes(string base64)
    {
        var bytes = new byte[Length + 3];
        return base64.Length == 28 && Convert.TryFromBase64String(base64, bytes, out var length) && length == Length ? bytes[..Length] : null;
    }
}
