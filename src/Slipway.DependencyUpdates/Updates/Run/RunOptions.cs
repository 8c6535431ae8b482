using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Updates.Run;

/// <summary>Where a run keeps what it must remember, and how it asks.</summary>
/// <param name="StateFolder">The ledger of first sights, and answers for conditional requests.</param>
/// <param name="Sources">Without registries and cache folder: those come from the project's settings and the state.</param>
public sealed record RunOptions(string StateFolder, SourceOptions Sources)
{
    /// <summary>Registries that the environment gives; the project's settings come before them.</summary>
    public IReadOnlyDictionary<string, string> Registries { get; init; } = new Dictionary<string, string>();

    public SourceOptions For(DependencySettings settings) => Sources with
    {
        CacheFolder = Path.Combine(StateFolder, "answers"),
        Registries = Registries.Where(pair => !settings.Registries.ContainsKey(pair.Key)).Concat(settings.Registries).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        RepositoryKeys = settings.RepositoryKeys,
    };
}
