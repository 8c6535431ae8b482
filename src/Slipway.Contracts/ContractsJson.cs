using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Contracts.PackageServer;

namespace Slipway.Contracts;

/// <summary>How the native API is written: camelCase, ISO 8601 instants, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateKey))]
[JsonSerializable(typeof(CreateRepository))]
[JsonSerializable(typeof(CreateToken))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(ImportKey))]
[JsonSerializable(typeof(IReadOnlyList<DistributionInfo>))]
[JsonSerializable(typeof(IReadOnlyList<KeyInfo>))]
[JsonSerializable(typeof(IReadOnlyList<RepositoryInfo>))]
[JsonSerializable(typeof(IReadOnlyList<TokenInfo>))]
[JsonSerializable(typeof(PackageDetail))]
[JsonSerializable(typeof(PackagePage))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(PushResult))]
[JsonSerializable(typeof(WhoAmI))]
public sealed partial class ContractsJson : JsonSerializerContext;
