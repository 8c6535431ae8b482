using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Sqlite;
using Slipway.BuildMachines;
using Slipway.Platform;
using Slipway.Platform.Database;
using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>The module's tables in a real database of a test's own.</summary>
sealed class ModuleDatabase : IAsyncDisposable
{
    readonly TempFolder folder = new();

    ModuleDatabase()
    {
        var data = DataFolder.Open(folder["data"]);
        Services = new ServiceCollection().AddPlatform(data).AddSqlite(data).AddSingleton<IModelPart, BuildMachinesModel>().BuildServiceProvider();
    }

    public ServiceProvider Services { get; }

    public IDbContextFactory<SlipwayDb> Contexts => Services.GetRequiredService<IDbContextFactory<SlipwayDb>>();

    public WriteGate Gate => Services.GetRequiredService<WriteGate>();

    public static async Task<ModuleDatabase> CreateAsync(CancellationToken ct)
    {
        var made = new ModuleDatabase();
        await using var db = await made.Contexts.CreateDbContextAsync(ct);
        await db.Database.EnsureCreatedAsync(ct);
        return made;
    }

    public async Task AddAsync(params object[] rows)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        folder.Dispose();
    }
}
