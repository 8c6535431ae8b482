using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines;

/// <summary>What every part of one compilation shares.</summary>
sealed class CompileRun(IConfigurationSource source, CompileContext context, CancellationToken ct)
{
    public IConfigurationSource Source => source;

    public CompileContext Context => context;

    public CompileLimits Limits => context.Limits;

    public CancellationToken Cancelled => ct;

    public Diagnostics Diagnostics { get; } = new(context.Limits.Errors);

    public YamlBudget Budget { get; } = new(context.Limits.YamlNodes);

    public PatternShelf Patterns { get; } = new(context.Limits.RegexCharacters);

    public RepositoryFacts Repository { get; } = new(source, context.Limits.PathMatches, ct);
}
