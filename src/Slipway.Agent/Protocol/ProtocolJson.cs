using System.Text.Json.Serialization;

namespace Slipway.Agent.Protocol;

/// <summary>Snake case, and strict about types: a number in quotes is an error, as it is for gitlab-runner.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32)]
[JsonSerializable(typeof(JobPayload))]
[JsonSerializable(typeof(RegisterBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(UnregisterBody))]
[JsonSerializable(typeof(JobRequestBody))]
[JsonSerializable(typeof(UpdateBody))]
[JsonSerializable(typeof(RegisteredRunner))]
[JsonSerializable(typeof(Refusal))]
sealed partial class ProtocolJson : JsonSerializerContext;
