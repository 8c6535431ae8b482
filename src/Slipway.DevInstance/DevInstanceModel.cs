using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Database;

namespace Slipway.DevInstance;

/// <summary>The module's tables.</summary>
sealed class DevInstanceModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.ApplyConfiguration(new ProjectMapping());
        model.ApplyConfiguration(new ProjectMemberMapping());
    }
}
