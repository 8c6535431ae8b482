using Microsoft.EntityFrameworkCore;

namespace Slipway.Platform.Database;

/// <summary>A module's tables: its entities stay internal, the one database context is put together from all parts.</summary>
public interface IModelPart
{
    void Configure(ModelBuilder model);
}
