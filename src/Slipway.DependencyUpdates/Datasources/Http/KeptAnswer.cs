namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>An answer of an earlier run.</summary>
/// <param name="StoredAt">When the host last said that it holds.</param>
sealed record KeptAnswer(Answer Answer, DateTimeOffset StoredAt);
