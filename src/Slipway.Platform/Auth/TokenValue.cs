using System.Security.Cryptography;
using System.Text;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Auth;

/// <summary>
/// The secret itself. API tokens are random and shown once. Master and read tokens must be shown again (Packagecloud's API lists
/// their values), so theirs are derived from a random seed under the instance's key: the database alone still gives none away.
/// </summary>
public static class TokenValue
{
    // Packagecloud's gem refuses tokens of less than 48 characters.
    const int Length = 48;

    public static string Random() => "slp_" + RandomNumberGenerator.GetHexString(Length, lowercase: true);

    public static string NewSeed() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string Derive(SecretBox box, string seed) => Convert.ToHexStringLower(box.Derive("token:" + seed))[..Length];

    public static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
