using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Runners;

/// <summary>Tokens that register runners. Few, and asked for seldom: always from the database.</summary>
sealed class RegistrationTokens(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    public async Task<RegistrationToken?> FindAsync(string? value, CancellationToken ct)
    {
        if (value is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var hash = RunnerToken.Hash(value);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<RegistrationToken>().AsNoTracking().SingleOrDefaultAsync(token => token.Hash == hash && token.RevokedAt == null, ct);
    }

    /// <summary>Makes one in the place of those before it: there is one for the instance and one for each project.</summary>
    /// <returns>Its value, this once.</returns>
    public Task<string> ResetAsync(long? projectId, string by, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            var value = RunnerToken.NewRegistration();
            var now = time.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Set<RegistrationToken>().Where(token => token.ProjectId == projectId && token.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(token => token.RevokedAt, now), ct);
            db.Add(new RegistrationToken { Hash = RunnerToken.Hash(value), ProjectId = projectId, CreatedBy = by, CreatedAt = now });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(CancellationToken.None);
            return value;
        },
        ct);

    /// <summary>A deleted project's opens nothing any more.</summary>
    public Task<int> RevokeAsync(long projectId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            var now = time.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<RegistrationToken>().Where(token => token.ProjectId == projectId && token.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(token => token.RevokedAt, now), ct);
        },
        ct);
}
