using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Slipway.Platform.Database;
using Slipway.Platform.Secrets;

namespace Slipway.Platform.Identity;

/// <summary>
/// The issuer's keys. One signs. Its successor is published an hour before it signs, and it stays published until the last token that
/// it signed has ended: nobody meets a token whose key they can't find.
/// </summary>
public sealed class IdentityKeys(IDbContextFactory<SlipwayDb> databases, WriteGate gate, SecretBox box, TimeProvider time)
{
    /// <summary>The longest that a token of this issuer lives.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    /// <summary>Longer than anybody keeps our key set: twelve times the <c>max-age</c> that it is served with.</summary>
    static readonly TimeSpan Lead = TimeSpan.FromHours(1);

    volatile IReadOnlyList<IdentityKey> keys = [];

    /// <summary>What verifies a token of this issuer now.</summary>
    public IEnumerable<SecurityKey> Verifying => Published.Select(key => key.Secret);

    internal IEnumerable<IdentityKey> Published => keys.Where(key => key.PublishedUntil is not { } until || until > time.GetUtcNow());

    internal IdentityKey Signing =>
        Published.Where(key => key.SignsFrom <= time.GetUtcNow()).MaxBy(key => (key.SignsFrom, key.RowId)) ?? Published.First();

    internal DateTimeOffset Newest => keys.Max(key => key.SignsFrom);

    /// <summary>Loads them; an instance without one gets its first, which signs at once.</summary>
    internal async Task EnsureAsync(string algorithm, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (keys.Count == 0)
        {
            await AddAsync(algorithm, TimeSpan.Zero, TimeSpan.Zero, ct);
        }
    }

    /// <summary>A successor: published now, signing in an hour.</summary>
    internal Task RotateAsync(string algorithm, CancellationToken ct) => AddAsync(algorithm, Lead, Lead + LongestLifetime, ct);

    /// <summary>For a key that may have been stolen: a new one signs at once, and what the others signed is worth nothing from now on.</summary>
    internal Task ReplaceAsync(string algorithm, CancellationToken ct) => AddAsync(algorithm, TimeSpan.Zero, TimeSpan.Zero, ct);

    /// <summary>Forgets the secrets of those that nobody needs any more.</summary>
    internal Task PruneAsync(CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = time.GetUtcNow();
            var gone = await db.Set<IdentityKeyRow>().Where(row => row.PublishedUntil != null && row.PublishedUntil < now).ExecuteDeleteAsync(ct);
            if (gone > 0)
            {
                await LoadAsync(ct);
            }

            return gone;
        },
        ct);

    Task AddAsync(string algorithm, TimeSpan lead, TimeSpan othersFor, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = time.GetUtcNow();
            var pkcs8 = IdentityKey.Generate(algorithm);
            var kid = IdentityKey.Open(algorithm, pkcs8).Public.Kid;
            var until = now + othersFor;
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Set<IdentityKeyRow>().Where(row => row.PublishedUntil == null || row.PublishedUntil > until)
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.PublishedUntil, until), ct);
            db.Add(new IdentityKeyRow
            {
                KeyId = kid,
                Algorithm = algorithm,
                SealedSecret = box.Seal(pkcs8, PurposeOf(kid)),
                CreatedAt = now,
                SignsFrom = now + lead,
            });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            CryptographicOperations.ZeroMemory(pkcs8);
            await LoadAsync(ct);
            return true;
        },
        ct);

    async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var open = keys.ToDictionary(key => key.KeyId, StringComparer.Ordinal);
        keys = [.. (await db.Set<IdentityKeyRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(ct)).Select(row => Open(row, open.GetValueOrDefault(row.KeyId)))];
    }

    IdentityKey Open(IdentityKeyRow row, IdentityKey? before)
    {
        if (before is not null)
        {
            return before with { PublishedUntil = row.PublishedUntil };
        }

        var (secret, published) = IdentityKey.Open(row.Algorithm, box.Unseal(row.SealedSecret, PurposeOf(row.KeyId)));
        return new IdentityKey(row.Id, row.Algorithm, secret, published, row.SignsFrom, row.PublishedUntil);
    }

    static string PurposeOf(string kid) => "identity-key:" + kid;
}
