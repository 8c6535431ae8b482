using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Slipway.Formats.OpenPgp;
using Slipway.Platform.Database;
using Slipway.Platform.Secrets;

namespace Slipway.PackageServer.Signing;

/// <summary>The signing keys: sealed in the database, opened in memory when first used.</summary>
sealed class KeyRing(IDbContextFactory<SlipwayDb> databases, WriteGate gate, SecretBox box, TimeProvider time)
{
    // A signature must not be older than its key, on no client's clock.
    static readonly TimeSpan Backdate = TimeSpan.FromHours(2);

    readonly ConcurrentDictionary<long, SigningKey> open = new();

    public async Task<SigningKey> OpenAsync(long id, CancellationToken ct)
    {
        if (open.TryGetValue(id, out var key))
        {
            return key;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Set<SigningKeyRow>().AsNoTracking().SingleAsync(row => row.Id == id, ct);
        return open.GetOrAdd(id, SigningKey.Deserialize(box.Unseal(row.SealedSecret, PurposeOf(row.Fingerprint))));
    }

    public async Task<IReadOnlyList<SigningKeyRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<SigningKeyRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(ct);
    }

    /// <summary>Null where there is no such key; without a fingerprint, the default key.</summary>
    public async Task<SigningKeyRow?> FindAsync(string? fingerprint, CancellationToken ct)
    {
        var wanted = fingerprint?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return (await ListAsync(ct)).FirstOrDefault(row => wanted is null ? row.IsDefault : row.Fingerprint == wanted);
    }

    public Task<SigningKeyRow> GenerateAsync(KeyAlgorithm algorithm, string userId, CancellationToken ct) =>
        AddAsync(SigningKey.Generate(algorithm, userId, time.GetUtcNow() - Backdate), ct);

    /// <summary>The first key of an instance becomes its default. A key that is there already is given back as it is.</summary>
    public Task<SigningKeyRow> AddAsync(SigningKey key, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Set<SigningKeyRow>().SingleOrDefaultAsync(row => row.Fingerprint == key.Fingerprint, ct) is { } known)
            {
                return known;
            }

            var row = new SigningKeyRow
            {
                Fingerprint = key.Fingerprint,
                UserId = key.UserId,
                Algorithm = key.Algorithm,
                SealedSecret = box.Seal(key.Serialize(), PurposeOf(key.Fingerprint)),
                PublicKey = key.ExportPublicArmored(),
                IsDefault = !await db.Set<SigningKeyRow>().AnyAsync(ct),
                CreatedAt = time.GetUtcNow(),
            };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            return row;
        },
        ct);

    static string PurposeOf(string fingerprint) => "signing-key:" + fingerprint;
}
