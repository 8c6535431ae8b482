using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary>What rules ask about files, asked of the source once and bounded in comparisons.</summary>
sealed class RepositoryFacts(IConfigurationSource source, long comparisons, CancellationToken ct)
{
    readonly Dictionary<string, PathPattern> _patterns = new(StringComparer.Ordinal);
    readonly Dictionary<string, ChangedFiles> _changed = new(StringComparer.Ordinal);
    readonly Dictionary<(string, string), IConfigurationSource?> _projects = [];
    readonly Dictionary<IConfigurationSource, (IReadOnlyList<string> Paths, HashSet<string> Set)> _files = [];
    readonly Dictionary<(IReadOnlyList<string> Paths, string Pattern), bool> _answers = [];
    long _spent;

    public async ValueTask<ChangedFiles> ChangedAsync(string? compareTo)
    {
        if (!_changed.TryGetValue(compareTo ?? "", out var known))
            _changed[compareTo ?? ""] = known = await source.ChangedAsync(compareTo, ct);
        return known;
    }

    /// <summary>Another project, or null; asked once for each.</summary>
    public async ValueTask<IConfigurationSource?> ProjectAsync(IConfigurationSource from, string project, string? revision)
    {
        if (!_projects.TryGetValue((project, revision ?? ""), out var known))
            _projects[(project, revision ?? "")] = known = await from.OpenProjectAsync(project, revision, ct);
        return known;
    }

    public async ValueTask<IReadOnlyList<string>> FilesAsync(IConfigurationSource of) => (await LoadAsync(of)).Paths;

    /// <summary>Whether a file matches one of the patterns.</summary>
    public async ValueTask<bool> ExistsAsync(IConfigurationSource of, IReadOnlyList<string> patterns, YamlPlace at)
    {
        var (paths, set) = await LoadAsync(of);
        return patterns.Any(pattern => IsExact(pattern) ? set.Contains(pattern) : AnyMatches([pattern], paths, at));
    }

    /// <summary>Whether one of the paths matches one of the patterns; many jobs ask the same, of the same list.</summary>
    /// <exception cref="LimitException">Too many comparisons, all together.</exception>
    public bool AnyMatches(IReadOnlyList<string> patterns, IReadOnlyList<string> paths, YamlPlace at)
    {
        foreach (var pattern in patterns)
        {
            if (!_answers.TryGetValue((paths, pattern), out var answer)) _answers[(paths, pattern)] = answer = Matching(pattern, paths, at).Any();
            if (answer) return true;
        }

        return false;
    }

    /// <summary>The paths that match.</summary>
    /// <exception cref="LimitException">As there.</exception>
    public IEnumerable<string> Matching(string pattern, IReadOnlyList<string> paths, YamlPlace at)
    {
        var compiled = Compile(pattern);
        _spent += (long)compiled.Cost * paths.Count;
        if (_spent > comparisons) throw new LimitException(at, $"The patterns of changes and exists need more than {comparisons} comparisons with paths.", "Use fewer patterns, or patterns without braces.");
        return paths.Where(compiled.Matches);
    }

    static bool IsExact(string pattern) => !pattern.AsSpan().ContainsAny("*?[{\\");

    PathPattern Compile(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var compiled)) _patterns[pattern] = compiled = new PathPattern(pattern);
        return compiled;
    }

    async ValueTask<(IReadOnlyList<string> Paths, HashSet<string> Set)> LoadAsync(IConfigurationSource of)
    {
        if (!_files.TryGetValue(of, out var known))
        {
            var paths = await of.FilesAsync(ct);
            _files[of] = known = (paths, paths.ToHashSet(StringComparer.Ordinal));
        }

        return known;
    }
}
