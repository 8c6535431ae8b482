using System.Text.Json.Serialization;

namespace Slipway.Platform.Machines;

/// <summary>A JSON text is a YAML text too, with all that needs quoting quoted.</summary>
[JsonSerializable(typeof(string))]
sealed partial class CloudConfigJson : JsonSerializerContext;
