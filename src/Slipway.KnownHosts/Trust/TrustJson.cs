using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.KnownHosts.Trust;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Ledger))]
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(SeenKeys))]
sealed partial class TrustJson : JsonSerializerContext;
