using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Slipway.Formats.Provenance;
using Slipway.Platform.Database;
using Slipway.Platform.Secrets;

namespace Slipway.PackageServer.Provenance;

/// <summary>The keys that sign provenance: one signs, all that ever did are told. Opened before the server listens.</summary>
sealed class ProvenanceKeys(IDbContextFactory<SlipwayDb> databases, WriteGate gate, SecretBox box, TimeProvider time) : IHostedService
{
    volatile ProvenanceKey? signing;

    public ProvenanceKey Signing => signing ?? throw new InvalidOperationException("The key of provenance is not open yet.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).SingleOrDefault(row => row.RetiredAt is null) is { SealedSecret: { } secret } row)
        {
            signing = ProvenanceKey.Import(box.Unseal(secret, PurposeOf(row.KeyId)));
        }
        else
        {
            await RotateAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IReadOnlyList<ProvenanceKeyRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ProvenanceKeyRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(ct);
    }

    /// <summary>A new key signs from now on. The old one's secret is gone; what it signed stays good.</summary>
    public Task<ProvenanceKeyRow> RotateAsync(CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = time.GetUtcNow();
            foreach (var old in await db.Set<ProvenanceKeyRow>().Where(row => row.RetiredAt == null).ToListAsync(ct))
            {
                (old.RetiredAt, old.SealedSecret) = (now, null);
            }

            var key = ProvenanceKey.Generate();
            var row = new ProvenanceKeyRow
            {
                KeyId = key.KeyId,
                SealedSecret = box.Seal(key.Export(), PurposeOf(key.KeyId)),
                PublicKey = key.Public.ToPem(),
                CreatedAt = now,
            };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            signing = key;
            return row;
        },
        ct);

    static string PurposeOf(string keyId) => "provenance-key:" + keyId;
}
