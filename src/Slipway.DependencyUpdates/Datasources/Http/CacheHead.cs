using System.Text.Json.Serialization;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>The first line of a kept answer.</summary>
sealed record CacheHead(string Address, string? ETag, string? LastModified, string? Link, string? ContentType, DateTimeOffset StoredAt, int Length);

[JsonSerializable(typeof(CacheHead))]
sealed partial class CacheJson : JsonSerializerContext;
