using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Reports;

namespace Slipway.Machines.Tests.Reports;

/// <summary>A pool's day: who is to blame, what it cost whom, and which goals it misses.</summary>
public sealed class PoolGoalsTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    static readonly PoolDefinition Pool = new() { Name = "p", Provider = "container", Tags = ["x"], Max = 9, Machine = Slipway.Platform.Machines.ProviderSettings.Of(("image", "debian:12")) };

    [Theory]
    [InlineData(19, 2, 0, true)]
    [InlineData(18, 3, 0, false)]
    [InlineData(20, 0, 3, false)] // three that wait for minutes count as well, though they never began
    [InlineData(2, 2, 0, true)] // four jobs prove nothing
    public void Nine_of_ten_jobs_must_begin_within_two_minutes(int soon, int slow, int waiting, bool met)
    {
        var day = Day([.. Enumerable.Range(0, soon + slow).Select(number => Attempt(number, wait: number < soon ? 100 : 130))], waiting);
        PoolGoals.Missed(day, waiting, TimeSpan.Zero, 0, null).Select(alert => alert.Goal).ShouldBe(met ? [] : ["wait"]);
    }

    [Fact]
    public void One_attempt_of_fifty_that_machines_failed_is_too_many_and_blame_names_machine_and_job()
    {
        var attempts = Enumerable.Range(0, 50).Select(number => number == 7 ? Attempt(number) with { End = AttemptEnd.Lost } : Attempt(number)).ToList();
        var day = Day(attempts);
        PoolGoals.Missed(day, 0, TimeSpan.Zero, 0, null).ShouldHaveSingleItem().Why.ShouldContain("2.00 % failed");
        day.Blame.ShouldContain(blame => blame.Kind == "machine" && blame.Name == "m7" && blame.Bad == 1);
        day.Blame.ShouldContain(blame => blame.Kind == "job" && blame.Name == "team/tools build" && blame.Bad == 1 && blame.Good == 49);
    }

    [Fact]
    public void Machines_that_never_served_are_blamed_on_the_image_or_the_provider()
    {
        var machines = Enumerable.Range(0, 6).Select(number => Machine(number, number < 2 ? MachineFault.Image : number < 5 ? MachineFault.Provider : null)).ToList();
        var day = PoolDays.Of(Pool, machines, [], 0, new Dictionary<long, string>(), Now.AddDays(-1), Now);
        day.Blame.Select(blame => (blame.Kind, blame.Name, blame.Bad, blame.Good)).ShouldBe([("provider", "container", 3, 1), ("image", "debian:12", 2, 1)]);
        (day.Started, day.Failed).ShouldBe((6, 5));
    }

    [Fact]
    public void Costs_are_the_projects_by_their_time_and_the_rest_is_idle()
    {
        var machine = Machine(0, null) with { FirstAskedAt = Now.AddMinutes(-60), CostPerHour = 6, BillingUnit = TimeSpan.FromHours(1) };
        var day = PoolDays.Of(Pool, [machine], [Attempt(0) with { AssignedAt = Now.AddMinutes(-40), EndedAt = Now.AddMinutes(-30) }], 0, new Dictionary<long, string> { [1] = "team/tools" }, Now.AddDays(-1), Now);
        day.Cost.ShouldBe(6);
        day.CostByProject.Select(cost => (cost.Project, cost.Cost)).ShouldBe([("team/tools", 1), ("(idle)", 5)]);
    }

    [Fact]
    public void A_job_that_waits_ten_minutes_a_removal_that_is_stuck_and_a_silent_provider_are_alarms_by_themselves() =>
        PoolGoals.Missed(Day([]), 1, TimeSpan.FromMinutes(11), 2, "connection refused").Select(alert => $"{alert.Goal}: {alert.Why}").ShouldBe(
        [
            "oldest: A job waits for 11 minutes.", "removal: 2 machines can't be removed, and may cost money.", "provider: Its provider can't be asked: connection refused",
        ]);

    static Slipway.Contracts.BuildMachines.PoolDay Day(IReadOnlyList<PoolAttempt> attempts, int late = 0) =>
        PoolDays.Of(Pool, [.. attempts.Select((_, number) => Machine(number, null))], attempts, late, new Dictionary<long, string> { [1] = "team/tools" }, Now.AddDays(-1), Now);

    static PoolAttempt Attempt(int number, int wait = 1) =>
        new($"m{number}", 1, "build", 1, Now.AddHours(-1), Now.AddMinutes(-30), AttemptEnd.Success, Now.AddHours(-1).AddSeconds(-wait), null);

    static Machine Machine(int number, MachineFault? fault) => new()
    {
        Id = $"m{number}", Pool = "p", RevisionId = 1, Phase = MachinePhase.Ready, Code = "", Reason = "", PhaseAt = Now, PlannedAt = Now.AddHours(-2), FirstAskedAt = Now.AddHours(-2),
        ReadyAt = fault is null ? Now.AddHours(-2) : null, Fault = fault, Slots = 1, UsesMost = 1, Trusted = false, OneProject = true,
    };
}
