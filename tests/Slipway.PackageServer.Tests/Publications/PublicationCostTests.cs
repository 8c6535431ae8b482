using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Tests.Publications;

/// <summary>A week of generations is kept; a publication must not look through them.</summary>
public sealed class PublicationCostTests
{
    [Fact]
    public async Task What_a_publication_closes_is_found_among_what_is_current()
    {
        await using var own = await OwnServices.CreateAsync(TimeProvider.System);
        await own.RefreshAsync();
        await own.RefreshAsync();
        (await own.Db.Set<PublishedFile>().Where(file => file.Until == null).Select(file => file.Path).ToListAsync()).ShouldBeUnique();

        // As PublicationWriter closes them.
        var command = own.Db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            EXPLAIN QUERY PLAN UPDATE "PublishedFiles" SET "Until" = 9 WHERE "DistributionId" = 1 AND "Path" IN ('Release', 'InRelease') AND "Until" IS NULL
            """;
        await own.Db.Database.OpenConnectionAsync();
        await using var rows = await command.ExecuteReaderAsync();
        (await rows.ReadAsync()).ShouldBeTrue();
        rows.GetString(3).ShouldContain("IX_PublishedFiles_Current");
    }
}
