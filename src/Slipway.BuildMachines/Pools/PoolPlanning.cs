using Slipway.BuildMachines.Machines;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pools;

/// <summary>Says what a file would change: the settings, and what becomes of the machines that are there.</summary>
static class PoolPlanning
{
    public static IReadOnlyList<PoolChange> Compare(IReadOnlyList<PoolDefinition> before, IReadOnlyList<PoolDefinition> after, IReadOnlyList<MachineNow> machines)
    {
        var (old, next) = (before.ToDictionary(pool => pool.Name), after.ToDictionary(pool => pool.Name));
        return [.. after.Select(pool => Of(old.GetValueOrDefault(pool.Name), pool, machines)), .. before.Where(pool => !next.ContainsKey(pool.Name)).Select(pool => Removed(pool, machines))];
    }

    static PoolChange Of(PoolDefinition? old, PoolDefinition pool, IReadOnlyList<MachineNow> machines)
    {
        if (old is null)
        {
            return new PoolChange(pool.Name, "added", [], [pool.Idle > 1 ? $"{pool.Idle} idle machines are started" : pool.Idle == 1 ? "1 idle machine is started" : "machines are started when jobs wait"]);
        }

        var settings = new List<string>();
        foreach (var ((name, was), (_, becomes)) in Settings(old).Zip(Settings(pool)))
        {
            if (was != becomes)
            {
                settings.Add($"{name}: {(was.Length == 0 ? "-" : was)} -> {(becomes.Length == 0 ? "-" : becomes)}");
            }
        }

        if (settings.Count == 0)
        {
            return new PoolChange(pool.Name, "unchanged", [], []);
        }

        var effects = new List<string>();
        var mine = machines.Where(it => it.Machine.Pool == pool.Name && it.Machine.Phase.IsCapacity()).ToList();
        if (PoolPrint.Of(old) != PoolPrint.Of(pool) && mine.Count > 0)
        {
            effects.Add($"its machines are replaced: {mine.Count(it => it.Live == 0)} now, {mine.Count(it => it.Live > 0)} after their jobs");
        }
        else if (mine.Count > pool.Max)
        {
            effects.Add($"{mine.Count - pool.Max} of {mine.Count} machines go, idle ones first and busy ones after their jobs");
        }

        return new PoolChange(pool.Name, "changed", settings, effects);
    }

    static PoolChange Removed(PoolDefinition pool, IReadOnlyList<MachineNow> machines)
    {
        var mine = machines.Where(it => it.Machine.Pool == pool.Name && it.Machine.Phase.IsCapacity()).ToList();
        return new PoolChange(pool.Name, "removed", [], mine.Count == 0 ? [] : [$"its machines go: {mine.Count(it => it.Live == 0)} now, {mine.Count(it => it.Live > 0)} after their jobs"]);
    }

    static IEnumerable<(string Name, string Value)> Settings(PoolDefinition pool) =>
    [
        ("provider", pool.Provider),
        ("machine", string.Join(", ", pool.Machine.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={string.Join('|', value.Value)}"))),
        ("tags", string.Join(", ", pool.Tags)),
        ("run_untagged", Flag(pool.RunUntagged)),
        ("trusted", Flag(pool.Trusted)),
        ("projects", string.Join(", ", pool.Projects)),
        ("max", $"{pool.Max}"),
        ("idle", $"{pool.Idle}"),
        ("periods", string.Join("; ", pool.Periods.Select(period => $"{string.Join(',', period.Days)} {period.From:HH\\:mm}-{period.To:HH\\:mm} {period.Zone} {period.Idle}"))),
        ("idle_scale_factor", FormattableString.Invariant($"{pool.IdleScale}")),
        ("growth", $"{pool.Growth}"),
        ("jobs_at_once", $"{pool.JobsAtOnce}"),
        ("uses", $"{pool.Uses}"),
        ("reuse", pool.Reuse.ToString().ToLowerInvariant()),
        ("longest_life", $"{pool.LongestLife}"),
        ("idle_time", $"{pool.IdleTime}"),
        ("billing_unit", $"{pool.BillingUnit}"),
        ("cost_per_hour", FormattableString.Invariant($"{pool.CostPerHour}")),
        ("look_ahead", Flag(pool.LookAhead)),
        ("server", pool.Server ?? ""),
        ("executor", pool.Executor),
        ("job_image", pool.JobImage ?? ""),
    ];

    static string Flag(bool value) => value ? "true" : "false";
}
