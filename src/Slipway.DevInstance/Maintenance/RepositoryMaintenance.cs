using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Maintenance;

/// <summary>
/// Tidies one repository. Often and beside everything else: small packs into larger ones. Seldom: all that is reachable into one pack, what is not
/// into another. Only that last step takes objects away, those that were unreachable for long; pushes wait for it.
/// </summary>
sealed class RepositoryMaintenance(
    KeptCommits kept, RepositoryGate gate, GitProgram git, RepositoryFolders folders, IDbContextFactory<SlipwayDb> databases, IOptions<GitOptions> options, TimeProvider time)
{
    const int MostTries = 600;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // One core is the users'.
    static readonly string[] Quietly = ["-c", "pack.threads=1"];

    /// <returns>What was done, or null: nothing was due, or somebody was at work in it.</returns>
    public async Task<string?> RunAsync(long projectId, CancellationToken ct)
    {
        var folder = folders.Of(projectId);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var health = RepositoryHealth.Look(folder);
        if (await IsRepackDueAsync(projectId, health, ct))
        {
            return await RepackAsync(projectId, folder, ct);
        }

        if (!health.IsUntidy)
        {
            return null;
        }

        await GitAsync(folder, ["repack", "-d", "--geometric=2", "--write-midx", "--quiet"], ct);
        await GraphAsync(folder, ct);
        return "small packs were put together";
    }

    async Task<bool> IsRepackDueAsync(long projectId, RepositoryHealth health, CancellationToken ct)
    {
        var before = time.GetUtcNow() - TimeSpan.FromSeconds(options.Value.RepackSeconds);
        if (health.RepackedAt is { } at && at > before)
        {
            return false;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var pushes = db.Set<Push>().Where(push => push.ProjectId == projectId);
        return health.RepackedAt is not { } last ? await pushes.AnyAsync(push => push.At <= before, ct)
            : health.HasUnreachable || await pushes.AnyAsync(push => push.At > last, ct);
    }

    async Task<string?> RepackAsync(long projectId, string folder, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await GitAsync(folder, ["pack-refs", "--all"], ct);
        // This takes long in a large repository, and takes nothing away.
        await GitAsync(folder, ["repack", "-d", "--cruft", "--quiet"], ct);
        await GraphAsync(folder, ct);
        if (RepositoryHealth.Look(folder).HasUnreachable)
        {
            using var alone = await CloseAsync(projectId, ct);
            if (alone is null)
            {
                return null;
            }

            await kept.UpdateAsync(projectId, ct);
            var expired = (now - TimeSpan.FromSeconds(options.Value.KeepUnreachableSeconds)).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
            await GitAsync(folder, ["repack", "-d", "--cruft", $"--cruft-expiration={expired}", "--quiet"], ct);
        }

        RepositoryHealth.Repacked(folder, now);
        return "it was repacked as a whole";
    }

    /// <summary>Null where somebody was inside all the time.</summary>
    async Task<IDisposable?> CloseAsync(long projectId, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (gate.TryClose(projectId) is { } alone)
            {
                return alone;
            }

            await Task.Delay(Pause, time, ct);
        }

        return null;
    }

    Task GraphAsync(string folder, CancellationToken ct) => GitAsync(folder, ["commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress"], ct);

    Task<string> GitAsync(string folder, string[] arguments, CancellationToken ct) =>
        git.TextAsync(new GitCall(folder, [.. Quietly, .. arguments]) { Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds) }, ct);
}
