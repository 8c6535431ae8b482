using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Slipway.Platform.Database;

namespace Slipway.Adapters.Sqlite;

/// <summary>A model is one set of modules' tables: EF keeps it by the context's type alone, which is the same for every set.</summary>
sealed class PartsModelCacheKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((SlipwayDb)context).Parts, designTime);
}
