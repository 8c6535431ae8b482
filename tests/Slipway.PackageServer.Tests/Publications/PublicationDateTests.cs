using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
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

/// <summary>apt ignores a Release that is older than the one it has, so the date that clients saw is the one that the next is held against.</summary>
public sealed class PublicationDateTests
{
    [Fact]
    public async Task The_date_that_is_kept_is_the_one_in_the_release_even_when_the_second_changes_meanwhile()
    {
        using var folder = new TempFolder();
        using var data = DataFolder.Open(folder["data"]);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddPlatform(data)
            .AddSqlite(data)
            .AddPackageServer()
            .AddSingleton<TimeProvider>(time)
            .BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
        await services.GetRequiredService<KeyRing>().GenerateAsync(KeyAlgorithm.Ed25519, "Test <test@example.org>", CancellationToken.None);
        var made = (CreateRepositoryOutcome.Created)await services.GetRequiredService<CreateRepositoryOperation>().RunAsync("acme", "tools", false, null, CancellationToken.None);
        var line = await services.GetRequiredService<RepositoryDirectory>().LineAsync(made.Repository, DistributionCatalog.Find("debian/bookworm")!, CancellationToken.None);

        await services.GetRequiredService<Publisher>().SendAsync(line, new RefreshCommand());

        var release = Encoding.UTF8.GetString(line.Current.Find("Release")!.Document!);
        var date = release.Split('\n').Single(field => field.StartsWith("Date: ", StringComparison.Ordinal))["Date: ".Length..];
        var kept = await db.Set<Generation>().Select(generation => generation.CreatedAt).SingleAsync();
        kept.ShouldBe(DateTimeOffset.Parse(date.Replace("UTC", "+00:00", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }
}
