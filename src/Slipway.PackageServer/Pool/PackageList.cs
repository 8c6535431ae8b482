using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Pool;

/// <summary>What to list of a repository; a null asks for all.</summary>
/// <param name="Distributions">Names, <c>el/9</c>.</param>
/// <param name="Query">Part of a file name.</param>
sealed record PackageFilter(IReadOnlyCollection<string>? Distributions = null, string? Query = null, PackageType[]? Types = null, string? Architecture = null, string? Name = null);

/// <summary>All versions of a package: the newest, and how many.</summary>
sealed record PackageGroup(Package Newest, long Count);

/// <summary>How many live packages a repository has, and when the newest of them came.</summary>
sealed record PackageFigures(long Count, DateTimeOffset? LastPushAt);

/// <summary>Lists live packages, newest first.</summary>
sealed class PackageList(IDbContextFactory<SlipwayDb> databases)
{
    public async Task<(IReadOnlyList<Package> Items, long Total)> PageAsync(
        RepositoryState repository, PackageFilter filter, int page, int perPage, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var matching = Matching(db, repository, filter);
        var total = await matching.LongCountAsync(ct);
        var items = await matching.OrderByDescending(package => package.Id).Skip((page - 1) * perPage).Take(perPage).ToListAsync(ct);
        return (items, total);
    }

    /// <summary>One for each name, type, distribution and architecture.</summary>
    public async Task<(IReadOnlyList<PackageGroup> Groups, long Total)> GroupsAsync(
        RepositoryState repository, PackageFilter filter, int page, int perPage, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var groups = Matching(db, repository, filter).GroupBy(package => new { package.Name, package.DistributionId, package.Type, package.Architecture })
            .Select(group => new { group.Key.Name, Newest = group.Max(package => package.Id), Count = group.LongCount() });
        var total = await groups.LongCountAsync(ct);
        var rows = await groups.OrderBy(group => group.Name).ThenBy(group => group.Newest).Skip((page - 1) * perPage).Take(perPage).ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.Newest);
        var newest = await db.Set<Package>().AsNoTracking().Where(package => ids.Contains(package.Id)).ToDictionaryAsync(package => package.Id, ct);
        return ([.. rows.Select(row => new PackageGroup(newest[row.Newest], row.Count))], total);
    }

    public async Task<PackageFigures> FiguresAsync(RepositoryState repository, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = Matching(db, repository, new PackageFilter());
        var last = await all.OrderByDescending(package => package.Id).Select(package => (DateTimeOffset?)package.CreatedAt).FirstOrDefaultAsync(ct);
        return new(await all.LongCountAsync(ct), last);
    }

    public async Task<Package?> FindAsync(long distribution, string filename, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Package>().AsNoTracking().Include(package => package.Entries).Include(package => package.SourceFiles)
            .Include(package => package.Provenance)
            .SingleOrDefaultAsync(package => package.DistributionId == distribution && package.Filename == filename && package.YankedAt == null, ct);
    }

    static IQueryable<Package> Matching(SlipwayDb db, RepositoryState repository, PackageFilter filter)
    {
        var lines = repository.Lines.Where(line => filter.Distributions is null || filter.Distributions.Contains(line.Distribution.Name))
            .Select(line => line.DistributionId).ToList();
        var packages = db.Set<Package>().AsNoTracking().Where(package => package.YankedAt == null && lines.Contains(package.DistributionId));
        if (filter.Query is { Length: > 0 } query)
        {
            packages = packages.Where(package => package.Filename.Contains(query));
        }

        if (filter.Types is { } types)
        {
            packages = packages.Where(package => types.Contains(package.Type));
        }

        if (filter.Architecture is { Length: > 0 } architecture)
        {
            packages = packages.Where(package => package.Architecture == architecture);
        }

        return filter.Name is { Length: > 0 } name ? packages.Where(package => package.Name == name) : packages;
    }
}
