using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.MergeRequests;
using Slipway.DevInstance.Mirrors;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Projects.Removal;
using Slipway.DevInstance.Protection;
using Slipway.DevInstance.Pushes;
using Slipway.DevInstance.Ssh;
using Slipway.Platform.Database;

namespace Slipway.DevInstance;

/// <summary>The module's tables.</summary>
sealed class DevInstanceModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        var (pushes, protection) = (new PushMapping(), new ProtectionMapping());
        model.ApplyConfiguration(new ProjectMapping());
        model.ApplyConfiguration(new ProjectRemovalMapping());
        model.ApplyConfiguration(new ProjectMemberMapping());
        model.ApplyConfiguration(new SshKeyMapping());
        model.ApplyConfiguration(new MirrorMapping());
        model.ApplyConfiguration<Push>(pushes);
        model.ApplyConfiguration<PushedRef>(pushes);
        model.ApplyConfiguration<ProtectedRef>(protection);
        model.ApplyConfiguration<PushRules>(protection);
        model.AddMergeRequests();
    }
}
