using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Adapters.Sqlite;

/// <summary>The context on SQLite, and the owner of its migrations.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, ModelParts parts) : SlipwayDb(options, parts);
