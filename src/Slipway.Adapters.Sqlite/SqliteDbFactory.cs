using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Adapters.Sqlite;

sealed class SqliteDbFactory(IDbContextFactory<SqliteDb> inner) : IDbContextFactory<SlipwayDb>
{
    public SlipwayDb CreateDbContext() => inner.CreateDbContext();
}
