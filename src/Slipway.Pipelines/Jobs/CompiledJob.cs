namespace Slipway.Pipelines.Jobs;

/// <summary>
/// One job, with everything inherited, extended and decided: what the queue needs to order it and the runner to run it. Strings hold their
/// variables as written unless a property says otherwise; <see cref="Slipway.Pipelines.Variables.VariableText"/> puts them in.
/// </summary>
public sealed record CompiledJob
{
    /// <summary>Unique in the pipeline: <c>test</c>, <c>test 2/5</c>, <c>test: [debian, 12]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the configuration, which instances of <c>parallel</c> share.</summary>
    public required string Family { get; init; }

    /// <summary>Which instance of <c>parallel</c> it is, from 1 (<c>CI_NODE_INDEX</c>); null without <c>parallel</c>.</summary>
    public int? NodeIndex { get; init; }

    /// <summary>How many instances there are (<c>CI_NODE_TOTAL</c>); 1 without <c>parallel</c>.</summary>
    public int NodeTotal { get; init; } = 1;

    public required string Stage { get; init; }

    public JobWhen When { get; init; }

    /// <summary>Set where <see cref="When"/> is <see cref="JobWhen.Delayed"/>.</summary>
    public TimeSpan? StartIn { get; init; }

    public AllowFailure AllowFailure { get; init; } = AllowFailure.No;

    /// <summary>What is asked before a manual job starts, or null.</summary>
    public string? ManualConfirmation { get; init; }

    /// <summary>
    /// The configuration's variables for this job: top-level, the job's own, its rule's, its matrix's; each key once. Predefined ones go before
    /// them; those of project and pipeline go after and win.
    /// </summary>
    public IReadOnlyList<JobVariable> Variables { get; init; } = [];

    /// <summary>Goes before <see cref="Script"/>, in the same shell.</summary>
    public IReadOnlyList<string> BeforeScript { get; init; } = [];

    /// <summary>Empty for a trigger job only.</summary>
    public IReadOnlyList<string> Script { get; init; } = [];

    public IReadOnlyList<string> AfterScript { get; init; } = [];

    /// <summary><c>hooks:pre_get_sources_script</c>.</summary>
    public IReadOnlyList<string> PreGetSourcesScript { get; init; } = [];

    /// <summary>Null: the runner's default image, or no container.</summary>
    public ContainerImage? Image { get; init; }

    public IReadOnlyList<ServiceContainer> Services { get; init; } = [];

    /// <summary>
    /// The jobs of this pipeline that it waits for, all of them there; null: all jobs of earlier stages. Empty: it waits for none.
    /// </summary>
    public IReadOnlyList<JobNeed>? Needs { get; init; }

    /// <summary>Other pipelines' jobs whose artifacts it needs, and upstream pipelines whose state it mirrors.</summary>
    public IReadOnlyList<OutsideNeed> OutsideNeeds { get; init; } = [];

    /// <summary>The jobs of this pipeline whose artifacts and dotenv variables it gets; null: of all jobs of earlier stages.</summary>
    public IReadOnlyList<string>? ArtifactsFrom { get; init; }

    public IReadOnlyList<JobCache> Caches { get; init; } = [];

    public JobArtifacts? Artifacts { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Never;

    /// <summary>Null: the project's.</summary>
    public TimeSpan? Timeout { get; init; }

    public JobEnvironment? Environment { get; init; }

    /// <summary>At most one job of a group runs at a time.</summary>
    public string? ResourceGroup { get; init; }

    public bool Interruptible { get; init; }

    /// <summary>With the variables that are known now put in.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The regular expression that finds the coverage in the trace, without slashes, or null. Checked: it never backtracks.</summary>
    public string? Coverage { get; init; }

    public IReadOnlyList<IdToken> IdTokens { get; init; } = [];

    public IReadOnlyList<JobSecret> Secrets { get; init; } = [];

    /// <summary>Set for a job that starts a pipeline and runs nothing itself.</summary>
    public JobTrigger? Trigger { get; init; }

    /// <summary>Where the job is written.</summary>
    public required SourceLine At { get; init; }
}

/// <param name="File">As in <see cref="Diagnostic.File"/>.</param>
public readonly record struct SourceLine(string File, int Line);

public enum JobWhen
{
    OnSuccess,
    OnFailure,
    Always,

    /// <summary>Somebody starts it. With <see cref="CompiledJob.AllowFailure"/> the pipeline does not wait for it.</summary>
    Manual,

    /// <summary>Like <see cref="OnSuccess"/>, and <see cref="CompiledJob.StartIn"/> later.</summary>
    Delayed,
}

/// <param name="Any">Every failure is allowed.</param>
/// <param name="ExitCodes">The script's exit codes that are, where not every one is.</param>
public sealed record AllowFailure(bool Any, IReadOnlyList<int> ExitCodes)
{
    public static AllowFailure No { get; } = new(false, []);

    public static AllowFailure Yes { get; } = new(true, []);
}

/// <param name="Max">0 to 2 further attempts.</param>
/// <param name="When">GitLab's names (<c>runner_system_failure</c>, ...); empty where only exit codes are given; <c>always</c> for every failure.</param>
public sealed record RetryPolicy(int Max, IReadOnlyList<string> When, IReadOnlyList<int> ExitCodes)
{
    public static RetryPolicy Never { get; } = new(0, ["always"], []);
}
