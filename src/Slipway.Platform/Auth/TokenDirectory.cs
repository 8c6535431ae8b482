using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Platform.Auth;

/// <summary>
/// The live tokens by the hash of their value, in memory: a download must not cost a query. Looked up by SHA-256 of what was sent,
/// so no comparison of secrets is there to be timed.
/// </summary>
public sealed class TokenDirectory(IDbContextFactory<SlipwayDb> databases, WriteGate gate, UserDirectory users, TimeProvider time)
{
    readonly ConcurrentDictionary<string, Token> live = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<long, DateTimeOffset> used = new();

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await foreach (var token in db.Set<Token>().AsNoTracking().Where(token => token.RevokedAt == null).AsAsyncEnumerable().WithCancellation(ct))
        {
            live[token.Hash] = token;
        }
    }

    public Caller Find(HttpRequest request)
    {
        if (Credentials.Token(request) is not { } value)
        {
            return Caller.Anonymous;
        }

        return value.Length is 0 or > 512 ? Caller.Rejected : FindByHash(TokenValue.Hash(value));
    }

    /// <summary>The live token whose value has this SHA-256.</summary>
    public Caller FindByHash(string hash)
    {
        if (!live.TryGetValue(hash, out var token) || token.ExpiresAt <= time.GetUtcNow())
        {
            return Caller.Rejected;
        }

        used[token.Id] = time.GetUtcNow();
        return CallerOf(token);
    }

    /// <summary>What the bearer of a live token is, or <see cref="Caller.Rejected"/>.</summary>
    public Caller FindById(long id) =>
        live.Values.FirstOrDefault(token => token.Id == id) is { } token && !(token.ExpiresAt <= time.GetUtcNow()) ? CallerOf(token) : Caller.Rejected;

    public IEnumerable<Token> Live => live.Values;

    public DateTimeOffset? LastUsed(Token token) => used.TryGetValue(token.Id, out var at) ? at : token.LastUsedAt;

    public Task<Token> AddAsync(Token token, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            db.Add(token);
            await db.SaveChangesAsync(ct);
            live[token.Hash] = token;
            return token;
        },
        ct);

    /// <summary>Adds it together with rows of others, in one transaction; nothing, and false, where <paramref name="isRefused"/> says so or a row is there.</summary>
    public Task<bool> TryAddAsync(Token token, Func<SlipwayDb, Task<bool>> isRefused, IReadOnlyCollection<object> beside, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await isRefused(db))
            {
                return false;
            }

            db.Add(token);
            db.AddRange(beside);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                await using var after = await databases.CreateDbContextAsync(ct);
                if (await isRefused(after))
                {
                    return false; // another server was faster
                }

                throw;
            }

            live[token.Hash] = token;
            return true;
        },
        ct);

    /// <summary>Deletes those of a kind that ended before this instant.</summary>
    public Task<int> ForgetAsync(TokenKind kind, DateTimeOffset endedBefore, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            foreach (var token in live.Values.Where(token => token.Kind == kind && token.ExpiresAt < endedBefore))
            {
                live.TryRemove(token.Hash, out _);
            }

            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Token>().Where(token => token.Kind == kind && token.ExpiresAt < endedBefore).ExecuteDeleteAsync(ct);
        },
        ct);

    /// <summary>Gives the instance's admin tokens that have no user to this one.</summary>
    public Task<int> AdoptAsync(long userId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            foreach (var token in live.Values.Where(token => token is { Kind: TokenKind.Api, Scope: Scope.Admin, Repository: null, UserId: null }))
            {
                token.UserId = userId;
            }

            return await db.Set<Token>()
                .Where(token => token.Kind == TokenKind.Api && token.Scope == Scope.Admin && token.Repository == null && token.UserId == null)
                .ExecuteUpdateAsync(row => row.SetProperty(token => token.UserId, userId), ct);
        },
        ct);

    Caller CallerOf(Token token) => new(token.Name, token.Scope, token.Repository, token.Id)
    {
        User = token.UserId is { } id ? users.Find(id) : null,
        ProjectId = token.ProjectId,
        Kind = token.Kind,
    };

    /// <summary>From now on neither this token nor one made from it opens anything.</summary>
    public Task<bool> RevokeAsync(long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = time.GetUtcNow();
            var revoked = await db.Set<Token>().Where(token => (token.Id == id || token.ParentId == id) && token.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(token => token.RevokedAt, now), ct);
            foreach (var token in live.Values.Where(token => token.Id == id || token.ParentId == id))
            {
                live.TryRemove(token.Hash, out _);
            }

            return revoked > 0;
        },
        ct);

    /// <summary>Writes down when tokens were last used; called now and then, not per request.</summary>
    public async Task FlushLastUsedAsync(CancellationToken ct)
    {
        foreach (var (id, at) in used)
        {
            await gate.RunAsync(
                async () =>
                {
                    await using var db = await databases.CreateDbContextAsync(ct);
                    return await db.Set<Token>().Where(token => token.Id == id && (token.LastUsedAt == null || token.LastUsedAt < at))
                        .ExecuteUpdateAsync(row => row.SetProperty(token => token.LastUsedAt, at), ct);
                },
                ct);
            used.TryRemove(new KeyValuePair<long, DateTimeOffset>(id, at));
        }
    }
}
