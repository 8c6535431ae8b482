using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer;
using Slipway.Platform;
using Slipway.Platform.Database;

namespace Slipway.Server;

/// <summary>Brings the database up to date, loads what lives in memory, listens, and says where.</summary>
static class Start
{
    public static async Task<int> RunAsync(WebApplication app, Instance instance)
    {
        if (instance.TakeOver is not { } patience)
        {
            await Console.Error.WriteLineAsync("slipway: --take-over must be 0 to 3600 seconds.");
            return 2;
        }

        try
        {
            await app.Services.GetRequiredService<DataFolder>().HoldAsync(patience, TimeProvider.System);
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync($"slipway: {taken.Message}");
            return 1;
        }

        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }

        var token = await app.Services.GetRequiredService<FirstStart>().RunAsync(instance.FirstRepository, CancellationToken.None);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync($"slipway: can't listen on {instance.Urls}: {taken.Message}");
            return 1;
        }

        var address = app.Urls.First();
        Console.WriteLine($"Slipway is listening on {address}, with its data in {Path.GetFullPath(instance.Data)}");
        if (token is not null)
        {
            Console.WriteLine($"""

                This is a new instance. Its repository is {instance.FirstRepository}, and this is its admin token, shown only now:

                  {token}

                Next, in another terminal:

                  ./slipway login {address}          (paste the token)
                  ./slipway push {instance.FirstRepository}/debian/bookworm hello_1.0_amd64.deb
                """);
        }

        await app.WaitForShutdownAsync();
        return 0;
    }
}
