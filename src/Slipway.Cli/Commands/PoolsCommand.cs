using System.CommandLine;
using System.Globalization;
using Slipway.Client;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class PoolsCommand
{
    const string Invalid = "pools.invalid";

    static readonly Argument<string> s_file = new("FILE") { Description = "As docs/pools.md says; - for standard input" };
    static readonly Argument<string> s_name = new("NAME") { Description = "As slipway pools list shows it" };

    public static Command Create() => new("pools", "Pools of build machines, for admins") { Plan(), Apply(), List(), Show(), Queue(), File() };

    static Command Plan()
    {
        var command = new Command("plan", "Say what a file would change, and change nothing") { s_file };
        command.SetAction(Session.Run((session, ct) => ToldAsync(session, session.Client.Pools.PlanAsync, ct)));
        return command;
    }

    static Command Apply()
    {
        var command = new Command("apply", "Declare the pools: those of the file, and no others") { s_file };
        command.SetAction(Session.Run((session, ct) => ToldAsync(session, session.Client.Pools.ApplyAsync, ct)));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "The pools, and how they do");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Pools.ListAsync(ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListPoolInfo, to => Table.Write(to, ["POOL", "PROVIDER", "MACHINES", "MAX", "DEMAND", "CAPACITY", "SHORT", "IN TIME", "COST/DAY", "OBSTACLE"],
                all.Select(one => new[]
                {
                    one.Name, one.Provider, Machines(one), $"{one.Max}", $"{one.Demand}", $"{one.Capacity}", $"{one.Short}", Share(one.Day.InTime), Money(one.Day.Cost), string.Join(' ', one.Alerts.Select(alert => alert.Why).Append(one.Obstacle ?? "")).Trim(),
                })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One pool: its machines, waits, errors, costs and blame") { s_name };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var detail = await session.Client.Pools.FindAsync(session.Parsed.GetValue(s_name)!, ct);
            return session.Answer(detail, BuildMachinesJson.Default.PoolDetail, to => Tell(to, detail));
        }));
        return command;
    }

    static Command Queue()
    {
        var command = new Command("queue", "What waits for a runner, and what the pools do about it");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Pools.QueueAsync(ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListWaitingJobs, to => Table.Write(to, ["PROJECT", "TAGS", "PROTECTED", "JOBS", "SINCE", "WHY"],
                all.Select(one => new[] { one.Project, one.Tags.Count == 0 ? "(untagged)" : string.Join(", ", one.Tags), one.Protected ? "yes" : "no", $"{one.Jobs}", Plain.Instant(one.Oldest), one.Why })));
        }));
        return command;
    }

    static Command File()
    {
        var command = new Command("file", "The file that declares the pools now");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var file = await session.Client.Pools.FileAsync(ct);
            return session.Answer(file, BuildMachinesJson.Default.PoolFileText, to => to.Write(file.Text));
        }));
        return command;
    }

    static async Task<int> ToldAsync(Session session, Func<PoolFileText, CancellationToken, Task<PoolPlan>> call, CancellationToken ct)
    {
        var file = session.Parsed.GetValue(s_file)!;
        var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await System.IO.File.ReadAllTextAsync(file, ct);
        PoolPlan plan;
        try
        {
            plan = await call(new PoolFileText(text), ct);
        }
        catch (SlipwayException refused) when (refused.Problem.Code == Invalid)
        {
            // A line for each fault.
            foreach (var line in refused.Message.Split('\n'))
                await Console.Error.WriteLineAsync((line.StartsWith("pools.yml", StringComparison.Ordinal) ? "  " : "slipway: ") + Plain.Line(line));
            return ExitCode.Malformed;
        }

        return session.Answer(plan, BuildMachinesJson.Default.PoolPlan, to =>
        {
            foreach (var pool in plan.Pools)
            {
                to.WriteLine($"{pool.Pool}: {pool.Change}");
                foreach (var line in pool.Settings.Concat(pool.Effects))
                    to.WriteLine("  " + Plain.Line(line));
            }

            to.WriteLine(plan.Applied ? "Applied." : "Nothing is changed: slipway pools apply does that.");
        });
    }

    static void Tell(TextWriter to, PoolDetail detail)
    {
        var (pool, day) = (detail.Pool, detail.Pool.Day);
        Table.WritePairs(
            to, ("Pool", pool.Name), ("Alert", pool.Alerts.Count > 0 ? string.Join(' ', pool.Alerts.Select(alert => alert.Why)) : null), ("Provider", pool.Provider), ("Tags", string.Join(", ", pool.RunUntagged ? pool.Tags.Append("(untagged)") : pool.Tags)),
            ("Trusted", pool.Trusted ? "one job on each machine, protected refs only" : null), ("Machines", $"{Machines(pool)}, {pool.Max} at the most, {pool.IdleTarget} to be idle"),
            ("Demand", $"{pool.Demand} jobs, {pool.Coming} of them soon; capacity {pool.Capacity}, short of {pool.Short}"), ("Obstacle", pool.Obstacle),
            ("Failing", pool.Failures > 0 ? $"{pool.Failures} starts in a row: {pool.LastFailure}" : null),
            ("24 hours", $"{day.Jobs} jobs, {Share(day.InTime)} within 120 s (p50 {Seconds(day.WaitP50)}, p99 {Seconds(day.WaitP99)}), {Share(day.Errors)} failed by machines"),
            ("Started", $"{day.Started} machines, {day.Failed} of them failed"), ("Cost", Money(day.Cost)));
        if (day.CostByProject.Count > 0)
        {
            to.WriteLine();
            Table.Write(to, ["PROJECT", "COST"], day.CostByProject.Select(one => new[] { one.Project, Money(one.Cost) }));
        }

        if (day.Blame.Count > 0)
        {
            to.WriteLine();
            Table.Write(to, ["BLAME", "NAME", "BAD", "GOOD"], day.Blame.Select(one => new[] { one.Kind, one.Name, $"{one.Bad}", $"{one.Good}" }));
        }

        if (detail.Machines.Count > 0)
        {
            to.WriteLine();
            MachinesCommand.Tell(to, detail.Machines);
        }
    }

    static string Machines(PoolInfo pool) => pool.Machines.Count == 0 ? "0" : string.Join(", ", pool.Machines.Select(phase => $"{phase.Value} {phase.Key}"));

    static string Share(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    static string Money(double cost) => cost.ToString("0.00", CultureInfo.InvariantCulture);

    static string Seconds(double seconds) => seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
