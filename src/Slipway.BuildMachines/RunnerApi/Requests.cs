using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>Who a runner says it is. Every field may be missing; versions differ.</summary>
sealed record RunnerInfo(string? Name, string? Version, string? Revision, string? Platform, string? Architecture, string? Executor, Dictionary<string, JsonElement>? Features);

sealed record RegisterRequest(
    string? Token, string? Description, string? MaintenanceNote, string? TagList, bool? RunUntagged, bool? Locked, string? AccessLevel, int? MaximumTimeout,
    bool? Paused, RunnerInfo? Info);

sealed record RunnerRequest(string? Token, string? SystemId, RunnerInfo? Info);

sealed record JobRequest(string? Token, string? SystemId, string? LastUpdate, RunnerInfo? Info);

sealed record UpdateRequest(string? Token, string? State, string? FailureReason, int? ExitCode, string? Checksum, UpdateOutput? Output, RunnerInfo? Info);

/// <param name="Checksum"><c>crc32:%08x</c> over all bytes of the trace.</param>
sealed record UpdateOutput(string? Checksum, long? Bytesize);

/// <summary>GitLab's <c>POST /user/runners</c>.</summary>
sealed record CreateRequest(
    string? RunnerType, long? ProjectId, string? Description, string? MaintenanceNote, string? TagList, bool? RunUntagged, bool? Locked, string? AccessLevel,
    int? MaximumTimeout, bool? Paused);

/// <param name="TokenExpiresAt">Always null: these tokens do not expire by themselves.</param>
sealed record RunnerCredentials(long Id, string Token, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? TokenExpiresAt);

sealed record NewToken(string Token, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? TokenExpiresAt);

sealed record Message([property: JsonPropertyName("message")] string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RunnerRequest))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(UpdateRequest))]
[JsonSerializable(typeof(CreateRequest))]
[JsonSerializable(typeof(RunnerCredentials))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(Message))]
sealed partial class RunnerApiJson : JsonSerializerContext;
