using System.Text.Json.Serialization;
using Slipway.PackageServer.Packagecloud.Objects;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>How version 1 is written: snake_case, and what is not known is null rather than left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreatedRepository))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<DistributionObject>>))]
[JsonSerializable(typeof(EmptyObject))]
[JsonSerializable(typeof(GemVersion))]
[JsonSerializable(typeof(GpgKeyList))]
[JsonSerializable(typeof(IReadOnlyList<MasterToken>))]
[JsonSerializable(typeof(IReadOnlyList<PackageFragment>))]
[JsonSerializable(typeof(IReadOnlyList<PackageVersion>))]
[JsonSerializable(typeof(IReadOnlyList<RepositoryObject>))]
[JsonSerializable(typeof(PackageContents))]
[JsonSerializable(typeof(PackageDetails))]
[JsonSerializable(typeof(GpgKey))]
[JsonSerializable(typeof(MasterToken))]
[JsonSerializable(typeof(ReadToken))]
[JsonSerializable(typeof(ReadTokenList))]
[JsonSerializable(typeof(RepositoryObject))]
[JsonSerializable(typeof(TokenObject))]
sealed partial class PackagecloudJson : JsonSerializerContext;
