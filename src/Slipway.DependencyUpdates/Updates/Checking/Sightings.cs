using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Updates.Checking;

/// <summary>When a release was seen first, which its publisher cannot forge.</summary>
/// <param name="query">Where.</param>
/// <param name="release">What.</param>
/// <returns>Null: never before this run.</returns>
public delegate DateTimeOffset? FirstSeen(DatasourceQuery query, Release release);

/// <summary>A tag or archive that is not what it was: no update is made of it.</summary>
/// <returns>Null: it is what it was, or is seen for the first time.</returns>
public delegate string? Alarm(DatasourceQuery query, Release release);
