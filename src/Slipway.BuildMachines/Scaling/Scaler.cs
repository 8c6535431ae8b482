using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;

namespace Slipway.BuildMachines.Scaling;

/// <summary>
/// How many machines each pool starts and which it lets go: a pure function of a snapshot. It follows demand and does not guess: of what waits and
/// what is about to, each job is given, in thought, to a machine that may take it, free or starting; what is left over is what is missing. At no
/// time are there more machines than <c>ceil(demand / jobs at once) + idle target</c> by its own making.
/// </summary>
static class Scaler
{
    /// <summary>Of a paid hour, this much is left when an idle machine goes.</summary>
    static readonly TimeSpan BillingMargin = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<PoolDecision> Decide(FleetSnapshot fleet)
    {
        var rooms = fleet.Pools.Select(pool => new Room(pool)).ToList();
        foreach (var (lane, choices) in ByChoices(fleet.Lanes, rooms))
        {
            var (pending, coming) = (lane.Pending, lane.Coming);
            foreach (var take in (ReadOnlySpan<Func<Room, LaneDemand, int, int>>)[(room, jobs, most) => room.TakeBound(jobs, most), (room, _, most) => room.TakeFree(most), (room, _, most) => room.TakeNew(most)])
            {
                foreach (var room in choices)
                {
                    var taken = take(room, lane, pending + (room.Snapshot.Pool.LookAhead ? coming : 0));
                    var early = Math.Max(0, taken - pending); // those that wait come first
                    (pending, coming, room.Given, room.Coming) = (pending - taken + early, coming - early, room.Given + taken, room.Coming + early);
                }
            }

            if (choices.Count > 0)
            {
                choices[0].Short += pending + (choices[0].Snapshot.Pool.LookAhead ? coming : 0);
            }
        }

        return [.. rooms.Select(room => Decide(room, fleet.Now))];
    }

    static PoolDecision Decide(Room room, DateTimeOffset now)
    {
        var (pool, machines) = (room.Snapshot.Pool, room.Snapshot.Machines);
        var live = machines.Sum(machine => machine.Live);
        var busy = machines.Count(machine => machine.Live > 0);
        var idle = Math.Max(pool.IdleAt(now), (int)Math.Ceiling(pool.IdleScale * busy));
        var needed = Ceiling(room.New, pool.JobsAtOnce);
        var spare = room.Spare;
        var wanted = needed + Math.Max(0, idle - spare);
        var starting = machines.Count(machine => machine.Phase is MachinePhase.Planned or MachinePhase.Starting);
        var (allowed, why) = Allowed(room, starting, now);
        var create = Math.Min(wanted, allowed);
        return new PoolDecision(
            pool.Name, create, Retire(room, create > 0, idle, now), live + room.Given, room.Coming, machines.Sum(machine => machine.Phase.IsCapacity() ? machine.Slots : 0),
            idle, room.Short + Math.Max(0, room.New - (create * pool.JobsAtOnce)), create < wanted || room.Short > 0 ? why : null);
    }

    static (int Most, string? Why) Allowed(Room room, int starting, DateTimeOffset now)
    {
        var (snapshot, pool) = (room.Snapshot, room.Snapshot.Pool);
        if (snapshot.FailedAt is { } failed && snapshot.Failures > 0 && !Backoff.IsDue(failed + Backoff.OfPool(snapshot.Failures), now))
        {
            return (0, $"{snapshot.Failures} starts failed in a row; the pool waits before the next");
        }

        if (snapshot.Failures > 0)
        {
            return (Math.Min(Math.Max(0, 1 - starting), room.Headroom), $"{snapshot.Failures} starts failed in a row; one machine is tried at a time");
        }

        return pool.Growth - starting < room.Headroom
            ? (Math.Max(0, pool.Growth - starting), $"{starting} machines are starting, and the pool starts {pool.Growth} at a time")
            : (room.Headroom, snapshot.Room < pool.Max - room.Alive ? "its place has no room for more" : pool.Max == 0 ? "it may have no machine" : $"the pool has its {pool.Max} machines");
    }

    /// <summary>
    /// Idle machines beyond the target, those first that have been idle longest; never more than are idle beyond it. Those that only another
    /// project's jobs may use make room at once, where the pool is full and jobs wait.
    /// </summary>
    static List<Retirement> Retire(Room room, bool growing, int idle, DateTimeOffset now)
    {
        var pool = room.Snapshot.Pool;
        var spare = growing ? 0 : room.SpareJobs - (idle * pool.JobsAtOnce); // in jobs: a machine near its last use is not a whole one
        var displaced = Math.Min(Ceiling(room.Short, pool.JobsAtOnce), room.Spare);
        var over = room.Alive - pool.Max;
        var gone = new List<Retirement>();
        foreach (var machine in room.Snapshot.Machines.Where(machine => machine is { Phase: MachinePhase.Ready, Live: 0 }).OrderBy(machine => machine.IdleSince))
        {
            if (over > gone.Count)
            {
                gone.Add(new Retirement(machine.Id, "over-maximum", $"The pool may have {pool.Max} machines at the most."));
            }
            else if (displaced > gone.Count && machine.Protected is not null)
            {
                gone.Add(new Retirement(machine.Id, "displaced", "The pool is full, and jobs wait that may not run on what another project's jobs have used."));
            }
            else if (machine.Free <= spare && now - (machine.IdleSince ?? now) >= pool.IdleTime && IsPaidUp(machine, pool, now))
            {
                spare -= machine.Free;
                gone.Add(new Retirement(machine.Id, "idle", $"It was idle for {(now - (machine.IdleSince ?? now)).TotalMinutes:0.#} minutes, and {idle} idle machines are enough."));
            }
        }

        return gone;
    }

    static bool IsPaidUp(MachineState machine, PoolDefinition pool, DateTimeOffset now)
    {
        var unit = pool.BillingUnit;
        return unit <= BillingMargin * 2 || TimeSpan.FromTicks((now - machine.Since).Ticks % unit.Ticks) >= unit - BillingMargin;
    }

    /// <summary>Lanes with the pools that serve them, those with the fewest choices first.</summary>
    static IEnumerable<(LaneDemand Lane, List<Room> Choices)> ByChoices(IReadOnlyList<LaneDemand> lanes, List<Room> rooms)
    {
        var byKind = new Dictionary<string, List<Room>>(StringComparer.Ordinal); // few sets of tags, many lanes
        var all = new List<(LaneDemand Lane, List<Room> Choices)>(lanes.Count);
        foreach (var lane in lanes)
        {
            var kind = $"{(lane.Protected ? 'p' : 'u')}{string.Join(',', lane.Tags)}";
            if (!byKind.TryGetValue(kind, out var serving))
            {
                byKind[kind] = serving = [.. rooms.Where(room => room.Serves(lane))];
            }

            var choices = serving.TrueForAll(room => room.Snapshot.Accepts is null) ? serving : [.. serving.Where(room => room.Snapshot.Accepts?.Contains(lane.ProjectId) ?? true)];
            all.Add((lane, choices));
        }

        return all.OrderBy(pair => pair.Choices.Count);
    }

    static int Ceiling(int jobs, int each) => (jobs + each - 1) / each;

    /// <summary>What one pool can still take while jobs are given out in thought.</summary>
    sealed class Room
    {
        readonly Dictionary<(long? Project, bool? Protected), int> bound = [];
        int free;
        int fresh;

        public Room(PoolSnapshot snapshot)
        {
            Snapshot = snapshot;
            foreach (var machine in snapshot.Machines)
            {
                Alive += machine.Phase.IsCapacity() || machine.Phase == MachinePhase.Draining ? 1 : 0;
                if (machine.Project is null && machine.Protected is null)
                {
                    free += machine.Free;
                }
                else
                {
                    bound[(machine.Project, machine.Protected)] = bound.GetValueOrDefault((machine.Project, machine.Protected)) + machine.Free;
                }
            }

            Headroom = Math.Max(0, Math.Min(snapshot.Pool.Max - Alive, snapshot.Room ?? int.MaxValue));
            fresh = Headroom * snapshot.Pool.JobsAtOnce;
        }

        public PoolSnapshot Snapshot { get; }

        public int Alive { get; }

        /// <summary>Machines that may still be made.</summary>
        public int Headroom { get; }

        /// <summary>Jobs that wait for machines that are not there.</summary>
        public int New { get; private set; }

        public int Given { get; set; }

        public int Coming { get; set; }

        public int Short { get; set; }

        /// <summary>Machines that nobody needs, those that start counted.</summary>
        public int Spare => SpareJobs / Snapshot.Pool.JobsAtOnce;

        /// <summary>The same in jobs.</summary>
        public int SpareJobs => free + bound.Values.Sum();

        public bool Serves(LaneDemand lane) => Snapshot.Pool.Serves(lane.Protected, lane.Tags);

        public int TakeBound(LaneDemand lane, int jobs)
        {
            if (bound.Count == 0 || jobs == 0)
            {
                return 0;
            }

            var taken = Take((lane.ProjectId, lane.Protected), jobs);
            return taken + Take((null, lane.Protected), jobs - taken);

            int Take((long?, bool?) key, int most)
            {
                var count = Math.Min(most, bound.GetValueOrDefault(key));
                if (count > 0)
                {
                    bound[key] -= count;
                }

                return count;
            }
        }

        public int TakeFree(int jobs)
        {
            var count = Math.Min(jobs, free);
            free -= count;
            return count;
        }

        public int TakeNew(int jobs)
        {
            var count = Math.Min(jobs, fresh);
            (fresh, New) = (fresh - count, New + count);
            return count;
        }
    }
}
