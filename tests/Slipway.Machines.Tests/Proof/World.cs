using Microsoft.Extensions.Logging.Abstractions;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Machines.Tests.Proof;

/// <summary>
/// Two managers, two pools, one place where much goes wrong, runners and jobs: all from one seed. The place is right about its time; the managers'
/// clock jumps. What must never happen is checked where it would happen.
/// </summary>
sealed class World : IDisposable
{
    static readonly InstanceId Instance = new("world");
    static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(120);

    readonly Random random;
    readonly TestClock clock = new(new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero));
    readonly WrongClock managersClock;
    readonly DummyPlace place;
    readonly MemoryLedger ledger;
    readonly List<SimJob> jobs = [];
    readonly Dictionary<long, DateTimeOffset> heard = [];
    readonly Manager?[] managers = new Manager?[2];
    readonly ActivePool[] pools =
    [
        new(new PoolDefinition { Name = "any", Provider = "dummy", Tags = ["linux"], RunUntagged = true, Max = 8, Idle = 1, Uses = 3, JobsAtOnce = 2, IdleTime = TimeSpan.FromMinutes(2) }, 1, null),
        new(new PoolDefinition { Name = "trusted", Provider = "dummy", Tags = ["sign"], Trusted = true, Max = 4, IdleTime = TimeSpan.FromMinutes(1) }, 2, null),
    ];

    double killChance;
    int made;
    bool closing;

    public World(int seed)
    {
        random = new Random(seed);
        managersClock = new WrongClock(clock);
        ledger = new MemoryLedger(managersClock);
        place = new DummyPlace(clock, random) { Boot = TimeSpan.FromSeconds(20), Capacity = random.Next(4) == 0 ? 6 : null };
    }

    public int Kills { get; private set; }

    public int Made => place.Made;

    public int Ended => jobs.Count(job => job.Ended == 1);

    /// <summary>Everything goes wrong now and then.</summary>
    public void Trouble()
    {
        double Some(double most) => random.NextDouble() < 0.5 ? 0 : random.NextDouble() * most;
        place.Faults = new DummyFaults
        {
            AnswerLost = Some(0.3), CallFails = Some(0.3), StartLate = Some(0.2), NoRoom = Some(0.2), Refused = Some(0.1), StillBorn = Some(0.2),
            ListFails = Some(0.3), ListLate = Some(0.4), RemoveFails = Some(0.5), RemoveIgnored = Some(0.3), Late = TimeSpan.FromSeconds(1 + (random.NextDouble() * 60)),
        };
        killChance = random.Next(4) == 0 ? 0 : random.NextDouble() * 0.1;
    }

    public async Task CycleAsync()
    {
        clock.Now += TimeSpan.FromSeconds(random.NextDouble() * 15);
        if (!closing && random.Next(60) == 0)
        {
            managersClock.Skew = TimeSpan.FromMinutes((random.NextDouble() * 240) - 120);
        }

        Arrive();
        Run();
        foreach (var index in random.Next(3) == 0 ? (int[])[0, 1] : [random.Next(2)])
        {
            await ManageAsync(index);
        }

        Check();
    }

    /// <summary>No more trouble and no more jobs: what is left must come to its end.</summary>
    public async Task CloseAsync()
    {
        closing = true;
        (place.Faults, killChance) = (DummyFaults.None with { Late = place.Faults.Late }, 0);
        managersClock.Skew = TimeSpan.Zero;
        for (var cycle = 0; cycle < 1500 && !IsQuiet(); cycle++)
        {
            await CycleAsync();
        }

        jobs.ShouldAllBe(job => job.Ended == 1, "a job did not end exactly once");
        var alive = ledger.Machines.Where(machine => machine.Phase != MachinePhase.Gone).Select(machine => machine.Id).Order().ToList();
        place.Machines.Select(machine => machine.Order.MachineId).Order().ToList().ShouldBe(alive, "orphans: what is there is not what is written down");
        alive.Count.ShouldBeInRange(1, 2, "one machine's worth of free slots is to be idle; a machine near its last use counts as half of one");
        ledger.Events.GroupBy(row => row.MachineId).ShouldAllBe(life => life.First().Phase == MachinePhase.Planned);
    }

    public void Dispose()
    {
        foreach (var manager in managers)
        {
            manager?.Killing.Dispose();
        }
    }

    bool IsQuiet() => jobs.TrueForAll(job => job.Ended > 0) && place.Underway == 0 && place.Machines.Count is 1 or 2
        && ledger.Machines.Where(machine => machine.Phase != MachinePhase.Gone).ToList() is { Count: 1 or 2 } alive && alive.TrueForAll(machine => machine.Phase == MachinePhase.Ready);

    async Task ManageAsync(int index)
    {
        var manager = managers[index] ??= NewManager(index);
        try
        {
            await manager.Keeper.PassAsync(manager.Fleet(this), manager.Killing.Token);
            if (random.Next(2) == 0)
            {
                await manager.Keeper.SettleAsync();
            }
        }
        catch (OperationCanceledException) when (manager.Killing.Happened)
        {
            Kills++;
            managers[index] = null;
        }
    }

    Manager NewManager(int index)
    {
        var killing = new Killing(random, killChance);
        // The same name after a restart: as a server has, that takes its own lease up again.
        var keeper = new MachineKeeper(
            ledger.Of(killing), $"manager-{index}",
            new KeeperOptions { LookEvery = TimeSpan.FromSeconds(20), LookOftenEvery = TimeSpan.FromSeconds(5) }, managersClock, NullLogger.Instance);
        return new Manager(keeper, killing, new WatchedProvider(place.Open(Instance), ledger, killing));
    }

    void Arrive()
    {
        if (!closing && random.Next(5) == 0)
        {
            for (var more = random.Next(1, random.Next(20) == 0 ? 15 : 4); more > 0; more--)
            {
                jobs.Add(new SimJob(++made, random.Next(3), random.Next(2) == 0, random.Next(4) == 0));
            }
        }
    }

    /// <summary>The runners on the machines that are really there, and the watch over attempts.</summary>
    void Run()
    {
        var now = clock.Now;
        foreach (var machine in place.Machines.Where(machine => !machine.Ended && machine.RunsFrom <= now))
        {
            var id = machine.Order.MachineId;
            if (!closing && random.Next(150) == 0)
            {
                machine.Ended = true; // a crash
                continue;
            }

            var running = ledger.Live.Where(attempt => attempt.MachineId == id).ToList();
            foreach (var attempt in running)
            {
                (attempt.Confirmed, attempt.HeardAt) = (true, now);
                if (attempt.DoneAt <= now)
                {
                    attempt.EndedAt = now;
                    jobs[(int)attempt.JobId - 1].Ended++;
                }
            }

            if (ledger.Find(id) is { } row && row.Phase < MachinePhase.Removing)
            {
                heard[row.RunnerId] = managersClock.GetUtcNow();
                foreach (var job in jobs.Where(job => job.Ended == 0 && ledger.Live.All(attempt => attempt.JobId != job.Id) && (row.Pool == "trusted" ? job.Signs && job.Protected : !job.Signs)))
                {
                    if (ledger.TryAssign(id, job.Id, ++job.Attempts, job.Project, job.Protected) is not { } attempt)
                    {
                        continue;
                    }

                    attempt.HeardAt = now;
                    attempt.DoneAt = now + TimeSpan.FromSeconds(random.NextDouble() * (random.Next(10) == 0 ? 600 : 60));
                    break;
                }
            }
        }

        foreach (var attempt in ledger.Live.Where(attempt => now - attempt.HeardAt > LostAfter).ToList())
        {
            attempt.EndedAt = now; // fenced: its token opens nothing any more
        }
    }

    void Check()
    {
        ledger.Live.GroupBy(attempt => attempt.JobId).ShouldAllBe(attempts => attempts.Count() == 1, "a job has two live attempts");
        jobs.ShouldAllBe(job => job.Ended <= 1);
        foreach (var attempt in ledger.Live)
        {
            (ledger.Find(attempt.MachineId)!.Phase < MachinePhase.Removing).ShouldBeTrue("a machine with a live job is being removed");
        }

        foreach (var machine in ledger.Machines.Where(machine => machine.Pool == "trusted"))
        {
            machine.Uses.ShouldBeLessThanOrEqualTo(1, "a trusted machine had two jobs");
        }
    }

    IReadOnlyList<LaneDemand> Lanes() =>
    [
        .. jobs.Where(job => job.Ended == 0 && (!job.Signs || job.Protected) && ledger.Live.All(attempt => attempt.JobId != job.Id))
            .GroupBy(job => (job.Project, job.Protected, job.Signs))
            .Select(lane => new LaneDemand(lane.Key.Project, lane.Key.Protected, lane.Key.Signs ? ["sign"] : [], lane.Count())),
    ];

    sealed record Manager(MachineKeeper Keeper, Killing Killing, IMachineProvider Provider)
    {
        public Fleet Fleet(World world) => new(
            world.pools, new Dictionary<long, IMachineProvider> { [1] = Provider, [2] = Provider }, world.Lanes(),
            runner => world.heard.TryGetValue(runner, out var at) ? at : null,
            (machine, _) => new MachineOrder(machine.Id, machine.Pool, new RunnerBootstrap([], new Uri("http://localhost"), "token"), TimeSpan.FromHours(1)));
    }
}

/// <param name="Signs">Its tag asks for the trusted pool, which only protected refs get.</param>
sealed record SimJob(long Id, long Project, bool Protected, bool Signs)
{
    public bool Protected { get; } = Protected || Signs;

    public int Attempts { get; set; }

    public int Ended { get; set; }
}
