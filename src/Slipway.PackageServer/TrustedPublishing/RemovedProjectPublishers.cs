using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>
/// A deleted project's jobs push nowhere any more, and a newer project of the same path does not inherit that they could. What was pushed stays,
/// with its provenance.
/// </summary>
sealed class RemovedProjectPublishers(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TrustedIssuers issuers, TokenDirectory tokens) : IProjectRemoval
{
    public async Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct)
    {
        var (own, path, at) = (issuers.Own, project.Path, project.RemovedAt);
        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<TrustedPublisher>().Where(row => row.Issuer == own && row.Project == path && row.CreatedAt <= at).ExecuteDeleteAsync(ct);
            },
            ct);
        await using var read = await databases.CreateDbContextAsync(ct);
        foreach (var token in tokens.Live.Where(token => token.Kind == TokenKind.Traded && token.CreatedAt <= at).ToList())
        {
            var origin = await read.Set<JobOriginRow>().Where(row => row.TokenId == token.Id).Select(row => row.Origin).SingleOrDefaultAsync(ct);
            if (origin is not null && JsonSerializer.Deserialize(origin, JobOriginJson.Default.JobOrigin) is { } job && job.Issuer == own && job.Project == path)
            {
                await tokens.RevokeAsync(token.Id, ct);
            }
        }

        return true;
    }
}
