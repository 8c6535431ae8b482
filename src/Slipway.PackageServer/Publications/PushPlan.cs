using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Pool;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// Decides which pushes of a batch bring something new. The same bytes again change nothing; other bytes under a name, version and
/// architecture (or file name) that is taken are refused.
/// </summary>
sealed class PushPlan(IDbContextFactory<SlipwayDb> databases, long distribution)
{
    readonly Dictionary<string, Package> byFilename = new(StringComparer.Ordinal);
    readonly Dictionary<(PackageType, string, string, string), Package> byIdentity = [];
    readonly Dictionary<(string, string), string> sourceFiles = [];

    public async Task LoadAsync(IReadOnlyCollection<PushCommand> pushes, CancellationToken ct)
    {
        var rows = pushes.Select(push => push.Package.Row).ToList();
        var filenames = rows.Select(row => row.Filename).Distinct(StringComparer.Ordinal).ToList();
        var names = rows.Select(row => row.Name).Distinct(StringComparer.Ordinal).ToList();
        var versions = rows.Select(row => row.Version).Distinct(StringComparer.Ordinal).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var live = db.Set<Package>().AsNoTracking().Where(package => package.DistributionId == distribution && package.YankedAt == null);
        foreach (var package in await live.Where(package => filenames.Contains(package.Filename)).ToListAsync(ct))
        {
            Remember(package);
        }

        foreach (var package in await live.Where(package => names.Contains(package.Name) && versions.Contains(package.Version)).ToListAsync(ct))
        {
            Remember(package);
        }

        var archives = rows.SelectMany(row => row.SourceFiles.Select(file => file.Filename)).Distinct(StringComparer.Ordinal).ToList();
        if (archives.Count > 0)
        {
            foreach (var file in await db.Set<SourceFileRow>().AsNoTracking()
                .Where(file => file.DistributionId == distribution && archives.Contains(file.Filename)
                    && live.Any(package => package.Id == file.PackageId)).ToListAsync(ct))
            {
                sourceFiles[(file.SourceName, file.Filename)] = file.Sha256;
            }
        }
    }

    /// <summary>Null: it is new, and from now on taken.</summary>
    public PushOutcome? Decide(Package row)
    {
        var there = byIdentity.GetValueOrDefault(Identity(row)) ?? byFilename.GetValueOrDefault(row.Filename);
        if (there is not null)
        {
            return there.Sha256 == row.Sha256 ? new PushOutcome.Unchanged(there) : new PushOutcome.Conflict(row.Filename);
        }

        if (row.SourceFiles.FirstOrDefault(file =>
            sourceFiles.TryGetValue((file.SourceName, file.Filename), out var sha256) && sha256 != file.Sha256) is { } other)
        {
            return new PushOutcome.Conflict(other.Filename);
        }

        Remember(row);
        row.SourceFiles.ForEach(file => sourceFiles[(file.SourceName, file.Filename)] = file.Sha256);
        return null;
    }

    void Remember(Package package)
    {
        byFilename[package.Filename] = package;
        byIdentity[Identity(package)] = package;
    }

    static (PackageType, string, string, string) Identity(Package package) =>
        (package.Type, package.Name, package.FullVersion, package.Architecture);
}
