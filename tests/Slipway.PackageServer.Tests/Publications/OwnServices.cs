using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Sqlite;
using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.Platform;
using Slipway.Platform.Database;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Publications;

/// <summary>The module in this process, with a clock of the test's: one repository with one distribution.</summary>
sealed class OwnServices(TempFolder folder, DataFolder data, ServiceProvider services, SlipwayDb db, DistributionLine line) : IAsyncDisposable
{
    public SlipwayDb Db => db;

    public DistributionLine Line => line;

    public static async Task<OwnServices> CreateAsync(TimeProvider time)
    {
        var folder = new TempFolder();
        var data = DataFolder.Open(folder["data"]);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddPlatform(data)
            .AddSqlite(data)
            .AddPackageServer()
            .AddSingleton(time)
            .BuildServiceProvider();
        var db = await services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
        await services.GetRequiredService<KeyRing>().GenerateAsync(KeyAlgorithm.Ed25519, "Test <test@example.org>", CancellationToken.None);
        var made = (CreateRepositoryOutcome.Created)await services.GetRequiredService<CreateRepositoryOperation>().RunAsync("acme", "tools", false, null, CancellationToken.None);
        var line = await services.GetRequiredService<RepositoryDirectory>().LineAsync(made.Repository, DistributionCatalog.Find("debian/bookworm")!, CancellationToken.None);
        return new OwnServices(folder, data, services, db, line);
    }

    public Task RefreshAsync() => services.GetRequiredService<Publisher>().SendAsync(line, new RefreshCommand());

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await services.DisposeAsync();
        data.Dispose();
        folder.Dispose();
    }
}
