namespace Slipway.Pipelines.Yaml;

/// <summary>Counts the nodes that one compilation makes or walks through.</summary>
sealed class YamlBudget(long nodes)
{
    long _spent;

    /// <exception cref="LimitException">The limit is reached.</exception>
    public void Spend(long count, YamlPlace at)
    {
        _spent += Math.Min(count, nodes + 1);
        if (_spent > nodes)
            throw new LimitException(at, $"The configuration has more than {nodes} values once aliases, extends and references are followed.", "Repeat less: a list in a list in a list grows fast.");
    }
}

/// <summary>A limit of <see cref="CompileLimits"/> was reached: nothing more can be said about the configuration.</summary>
sealed class LimitException(YamlPlace at, string message, string? remedy) : Exception(message)
{
    public YamlPlace At { get; } = at;

    public string? Remedy { get; } = remedy;
}
