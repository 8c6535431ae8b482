using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Push;

/// <summary>
/// An ID token is good for one trade, and a job pushes more than once: what it got is kept for the rest of the job, in a file of its
/// temporary folder that only its user reads. The name comes from the ID token, so that nobody else can know it.
/// </summary>
static class TradedTokens
{
    // A push that starts with it must also end with it.
    static readonly TimeSpan Left = TimeSpan.FromMinutes(2);

    public static async Task<TradedToken> GetAsync(Uri server, string repository, string idToken, Func<Task<TradedToken>> trade)
    {
        var file = Path.Combine(Path.GetTempPath(), "slipway-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server} {repository} {idToken}")))[..32]);
        if (Read(file) is { } kept && kept.ExpiresAt > TimeProvider.System.GetUtcNow() + Left)
            return kept;
        var traded = await trade();
        Keep(file, traded);
        return traded;
    }

    static TradedToken? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CliJson.Default.TradedToken);
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Where it can't be kept, the job's next push says why.</summary>
    static void Keep(string file, TradedToken traded)
    {
        try
        {
            File.Delete(file);
            using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            JsonSerializer.Serialize(stream, traded, CliJson.Default.TradedToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The push itself is not in danger.
        }
    }
}
