using System.Text.Json.Serialization;

namespace Slipway.KnownHosts.Sources;

sealed record GitHubMeta(string[]? SshKeys, Dictionary<string, string>? SshKeyFingerprints);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 8)]
[JsonSerializable(typeof(GitHubMeta))]
sealed partial class SourcesJson : JsonSerializerContext;
