using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Server;

static class Health
{
    /// <summary>200 and <c>ok</c> when the database answers; else 503.</summary>
    public static async Task<IResult> CheckAsync(IDbContextFactory<SlipwayDb> databases, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Database.CanConnectAsync(ct)
            ? TypedResults.Text("ok\n")
            : TypedResults.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
