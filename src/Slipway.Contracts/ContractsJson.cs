using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.Contracts;

/// <summary>How the native API is written: camelCase, ISO 8601 instants, no reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddSshKey))]
[JsonSerializable(typeof(ChangeProject))]
[JsonSerializable(typeof(CreateKey))]
[JsonSerializable(typeof(CreateProject))]
[JsonSerializable(typeof(CreatePublisher))]
[JsonSerializable(typeof(CreateRepository))]
[JsonSerializable(typeof(CreateSshToken))]
[JsonSerializable(typeof(CreateToken))]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(CreateUserToken))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(ImportKey))]
[JsonSerializable(typeof(IReadOnlyList<DistributionInfo>))]
[JsonSerializable(typeof(IReadOnlyList<KeyInfo>))]
[JsonSerializable(typeof(IReadOnlyList<MemberInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ProjectInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ProtectedRefInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ProvenanceKeyInfo>))]
[JsonSerializable(typeof(IReadOnlyList<PublisherInfo>))]
[JsonSerializable(typeof(IReadOnlyList<RepositoryInfo>))]
[JsonSerializable(typeof(IReadOnlyList<SshKeyInfo>))]
[JsonSerializable(typeof(IReadOnlyList<TokenInfo>))]
[JsonSerializable(typeof(IReadOnlyList<UserInfo>))]
[JsonSerializable(typeof(KnownSshKey))]
[JsonSerializable(typeof(PackageDetail))]
[JsonSerializable(typeof(PackagePage))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ProtectRef))]
[JsonSerializable(typeof(PushResult))]
[JsonSerializable(typeof(PushRuleSet))]
[JsonSerializable(typeof(SetMember))]
[JsonSerializable(typeof(TradeToken))]
[JsonSerializable(typeof(TradedToken))]
[JsonSerializable(typeof(WhoAmI))]
public sealed partial class ContractsJson : JsonSerializerContext;
