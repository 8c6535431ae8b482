using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Contracts.Upkeep;

/// <summary>How the native API of upkeep is written: as <see cref="ContractsJson"/> is.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetUpkeep))]
[JsonSerializable(typeof(UpkeepInfo))]
[JsonSerializable(typeof(IReadOnlyList<UpkeepInfo>))]
[JsonSerializable(typeof(UpkeepRunInfo))]
[JsonSerializable(typeof(IReadOnlyList<UpkeepRunInfo>))]
[JsonSerializable(typeof(UpkeepRunDetail))]
public sealed partial class UpkeepJson : JsonSerializerContext;
