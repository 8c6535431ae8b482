using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.KnownHosts.Trust;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(Ledger))]
[JsonSerializable(typeof(Policy))]
sealed partial class TrustJson : JsonSerializerContext;
