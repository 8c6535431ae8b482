using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Contracts.BuildMachines;

/// <summary>How the native API of build machines is written: as <see cref="ContractsJson"/> is.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeRunner))]
[JsonSerializable(typeof(CreateRunner))]
[JsonSerializable(typeof(CreatedRunner))]
[JsonSerializable(typeof(IReadOnlyList<RunnerInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ScheduleInfo>))]
[JsonSerializable(typeof(IReadOnlyList<VariableInfo>))]
[JsonSerializable(typeof(IReadOnlyList<MachineInfo>))]
[JsonSerializable(typeof(IReadOnlyList<PoolInfo>))]
[JsonSerializable(typeof(IReadOnlyList<WaitingJobs>))]
[JsonSerializable(typeof(JobInfo))]
[JsonSerializable(typeof(MachineDetail))]
[JsonSerializable(typeof(NewRegistrationToken))]
[JsonSerializable(typeof(PipelineDetail))]
[JsonSerializable(typeof(PipelinePage))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(PoolDetail))]
[JsonSerializable(typeof(PoolFileText))]
[JsonSerializable(typeof(PoolPlan))]
[JsonSerializable(typeof(ResetRegistrationToken))]
[JsonSerializable(typeof(RunPipeline))]
[JsonSerializable(typeof(SetPriority))]
[JsonSerializable(typeof(SetSchedule))]
[JsonSerializable(typeof(SetVariable))]
[JsonSerializable(typeof(WaitReason))]
public sealed partial class BuildMachinesJson : JsonSerializerContext;
