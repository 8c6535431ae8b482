using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep;

/// <summary>The module's tables.</summary>
sealed class UpkeepModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new DutyMapping());
        model.ApplyConfiguration(new UpkeepRunMapping());
    }
}
