using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Pools;

/// <summary>What a pool's machines are, and how many there are to be. As <c>pools.yml</c> says it; checked as a whole by <see cref="PoolFile"/>.</summary>
sealed record PoolDefinition
{
    public required string Name { get; init; }

    /// <summary>The name of an <see cref="IMachineProviderKind"/>.</summary>
    public required string Provider { get; init; }

    /// <summary>What the provider is to make: image, size, place. Its own to read.</summary>
    public ProviderSettings Machine { get; init; } = ProviderSettings.None;

    /// <summary>Sorted; among them the architecture, where one is said.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public bool RunUntagged { get; init; }

    /// <summary>For official builds and signing: jobs of protected refs only, one job on each machine.</summary>
    public bool Trusted { get; init; }

    /// <summary>Paths of the projects that it serves; empty: all.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Machines at the most.</summary>
    public required int Max { get; init; }

    /// <summary>Machines that wait for jobs, where no period says otherwise.</summary>
    public int Idle { get; init; }

    public IReadOnlyList<IdlePeriod> Periods { get; init; } = [];

    /// <summary>More idle machines for each busy one: 0.2 keeps one for five.</summary>
    public double IdleScale { get; init; }

    /// <summary>Machines that may be starting at one time.</summary>
    public int Growth { get; init; } = 100;

    public int JobsAtOnce { get; init; } = 1;

    /// <summary>Jobs before a machine is replaced.</summary>
    public int Uses { get; init; } = 1;

    public ReusePolicy Reuse { get; init; } = ReusePolicy.Project;

    public TimeSpan LongestLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a machine beyond the idle target waits for another job.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What the provider's bill is rounded up to.</summary>
    public TimeSpan BillingUnit { get; init; } = TimeSpan.FromSeconds(1);

    public double CostPerHour { get; init; }

    /// <summary>Start machines for jobs that are about to wait, by what earlier stages usually take.</summary>
    public bool LookAhead { get; init; } = true;

    /// <summary>The server's address as machines reach it; null: the public one.</summary>
    public string? Server { get; init; }

    /// <summary>How the runner on the machine runs jobs: <c>shell</c> or <c>container</c>.</summary>
    public string Executor { get; init; } = "shell";

    /// <summary>The image of jobs that name none, with the executor <c>container</c>.</summary>
    public string? JobImage { get; init; }

    /// <summary>Whether jobs like these may run on its machines, whoever's they are.</summary>
    public bool Serves(bool isProtected, IReadOnlyList<string> tags) => (!Trusted || isProtected) && (tags.Count == 0 ? RunUntagged : tags.All(Tags.Contains));

    /// <summary>How many machines are to be idle at a time, before what is busy counts.</summary>
    public int IdleAt(DateTimeOffset now) => Periods.LastOrDefault(period => period.Holds(now))?.Idle ?? Idle;
}

/// <summary>Who may use a machine after its first job.</summary>
enum ReusePolicy
{
    /// <summary>Jobs of the same project and the same trust (protected refs or not).</summary>
    Project = 0,

    /// <summary>Jobs of the same trust.</summary>
    Any = 1,
}
