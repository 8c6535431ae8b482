using Slipway.DependencyUpdates.Policy;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>Modules whose names go to no proxy: GONOPROXY, or GOPRIVATE (go.dev/ref/mod, private modules).</summary>
static class GoPrivate
{
    /// <summary>A pattern of three parts is for the first three parts of a module's path.</summary>
    public static bool Matches(IEnumerable<string> patterns, string module)
    {
        var path = module.Split('/');
        return patterns.Select(pattern => pattern.Trim('/').Split('/')).Any(parts => parts.Length <= path.Length && parts.Zip(path).All(pair => new NameGlob(pair.First).Matches(pair.Second)));
    }
}
