using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Cli.Ci;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(CiReport))]
sealed partial class CiJson : JsonSerializerContext;
