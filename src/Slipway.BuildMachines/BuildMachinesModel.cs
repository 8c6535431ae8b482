using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Reports;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Schedules;
using Slipway.BuildMachines.Variables;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines;

/// <summary>The module's tables.</summary>
sealed class BuildMachinesModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        var (runners, pipelines, jobs, artifacts) = (new RunnerMapping(), new PipelineMapping(), new JobMapping(), new ArtifactMapping());
        model.ApplyConfiguration<Runner>(runners);
        model.ApplyConfiguration<RunnerMachine>(runners);
        model.ApplyConfiguration<RegistrationToken>(runners);
        model.ApplyConfiguration<Pipeline>(pipelines);
        model.ApplyConfiguration<PipelineEvent>(pipelines);
        model.ApplyConfiguration<JobDefinition>(jobs);
        model.ApplyConfiguration<Job>(jobs);
        model.ApplyConfiguration<NeedEdge>(jobs);
        model.ApplyConfiguration<JobAttempt>(jobs);
        model.ApplyConfiguration<Artifact>(artifacts);
        model.ApplyConfiguration<DotenvVariable>(artifacts);
        var (pools, machines) = (new PoolMapping(), new MachineMapping());
        model.ApplyConfiguration<PoolFileRow>(pools);
        model.ApplyConfiguration<PoolRevision>(pools);
        model.ApplyConfiguration<PoolLeaseRow>(pools);
        model.ApplyConfiguration<Machine>(machines);
        model.ApplyConfiguration<MachineEvent>(machines);
        model.ApplyConfiguration(new PoolSampleMapping());
        model.ApplyConfiguration(new VariableMapping());
        model.ApplyConfiguration(new ScheduleMapping());
    }
}
