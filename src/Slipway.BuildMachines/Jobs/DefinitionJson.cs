using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Jobs;

/// <summary>A compiled job as JSON in its row. The closed records of the compiler are told apart by <c>kind</c>.</summary>
static class DefinitionJson
{
    public static string Write(CompiledJob job) => JsonSerializer.Serialize(job, DefinitionContext.Default.CompiledJob);

    public static CompiledJob Read(string json) =>
        JsonSerializer.Deserialize(json, DefinitionContext.Default.CompiledJob) ?? throw new JsonException("null is no job");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CompiledJob))]
sealed partial class DefinitionContext : JsonSerializerContext;
