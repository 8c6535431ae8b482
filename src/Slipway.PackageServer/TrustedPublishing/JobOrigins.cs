using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Auth;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>Which job a caller with a traded token is. Asked at each push, so it costs a query once for a token and nothing for others.</summary>
sealed class JobOrigins(IDbContextFactory<SlipwayDb> databases)
{
    readonly ConcurrentDictionary<long, JobOrigin> known = new();

    /// <summary>Null for callers that are no jobs.</summary>
    public async ValueTask<JobOrigin?> FindAsync(Caller caller, CancellationToken ct)
    {
        if (caller is not { Kind: TokenKind.Traded, TokenId: { } id })
        {
            return null;
        }

        if (known.TryGetValue(id, out var origin))
        {
            return origin;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var text = await db.Set<JobOriginRow>().Where(row => row.TokenId == id).Select(row => row.Origin).SingleAsync(ct);
        return known[id] = JsonSerializer.Deserialize(text, JobOriginJson.Default.JobOrigin)!;
    }

    /// <summary>Forgets those whose token has ended.</summary>
    public void Forget(DateTimeOffset endedBefore)
    {
        foreach (var (id, _) in known.Where(pair => pair.Value.TokenExpiresAt < endedBefore))
        {
            known.TryRemove(id, out _);
        }
    }
}
