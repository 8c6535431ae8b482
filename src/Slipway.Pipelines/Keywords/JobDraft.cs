using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>A job as the configuration has it: read and checked, its rules not yet asked, its instances not yet made.</summary>
/// <param name="Job">All that rules and instances do not change.</param>
/// <param name="When">Null: not given.</param>
/// <param name="Parallel">Null: one instance.</param>
/// <param name="Needs">Null: the order of stages.</param>
sealed record JobDraft(
    CompiledJob Job, YamlPlace At, JobWhen? When, AllowFailure? AllowFailure, IReadOnlyList<Rule>? Rules, RefPolicy? Only, RefPolicy? Except,
    (int Count, IReadOnlyList<MatrixRow>? Rows)? Parallel, IReadOnlyList<NeedItem>? Needs, IReadOnlyList<string>? Dependencies,
    IReadOnlyList<CacheDraft> Caches, Inheritance TopVariables)
{
    public string Name => Job.Family;

    /// <summary>Refused where the job runs, warned of where it does not.</summary>
    public IReadOnlyList<Unsupported> Unsupported { get; init; } = [];
}

/// <summary>Which of several named things are inherited.</summary>
/// <param name="Only">Null: all, or none where <paramref name="None"/>.</param>
sealed record Inheritance(bool None, IReadOnlySet<string>? Only)
{
    public static Inheritance All { get; } = new(false, null);

    public bool Includes(string name) => !None && (Only is null || Only.Contains(name));
}
