using Slipway.BuildMachines.Pools;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Machines.Tests.Pools;

public sealed class PoolFileTests
{
    [Fact]
    public void A_whole_file_is_read()
    {
        var pool = Read("""
            pools:
              - name: linux
                provider: dummy
                machine: {image: "debian:12", boot: 5}
                architecture: amd64
                tags: [linux]
                run_untagged: true
                projects: [team/tools]
                max: 20
                idle: 1
                periods:
                  - {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Berlin, idle: 5}
                  - {days: [sat, sun], from: "22:00", to: "02:00", idle: 2}
                idle_scale_factor: 0.25
                growth: 10
                jobs_at_once: 2
                uses: 8
                reuse: any
                longest_life: 12 hours
                idle_time: 5 minutes
                billing_unit: 1 hour
                cost_per_hour: 1.52
                look_ahead: false
                server: https://slipway.example.org/
                executor: container
                job_image: debian:12
            """).ShouldBeOfType<PoolReading.Read>().Pools.Single();
        pool.Tags.ShouldBe(["amd64", "linux"]);
        pool.Machine.Values["image"].ShouldBe(["debian:12"]);
        pool.Periods.Count.ShouldBe(2);
        pool.BillingUnit.ShouldBe(TimeSpan.FromHours(1));
        pool.Server.ShouldBe("https://slipway.example.org");
        pool.Executor.ShouldBe("container");
        pool.Reuse.ShouldBe(ReusePolicy.Any);
        pool.CostPerHour.ShouldBe(1.52);
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_its_place_and_remedy()
    {
        var faults = Read("""
            pools:
              - name: Linux Machines
                provider: dumy
                max: -1
                tags: [a]
              - name: two
                provider: dummy
                machine: {imagee: x, boot: soon}
                maxx: 3
                uses: 1
                jobs_at_once: 4
                periods: [{from: "25:00", to: "18:00", zone: Mars/Base, idle: 1}]
              - name: three
                provider: dummy
                trusted: true
                uses: 5
                max: 1
                idle: 2
                tags: [b]
              - name: three
                provider: dummy
                max: 1
                tags: [c]
            """).ShouldBeOfType<PoolReading.Faulty>().Faults;
        var told = string.Join('\n', faults);
        foreach (var wanted in (string[])
        [
            "pools.yml:2:11: Pool \"Linux Machines\": \"name\"", "there is no provider \"dumy\" here. (pools.provider) Did you mean \"dummy\"?", "\"max\" is the number -1",
            "machine, boot: 'soon' must be a whole number", "machine, imagee: there is no such setting", "\"maxx\" is not known here", "can't have 4 at once", "\"max\" is missing", "\"tags\" is missing",
            "periods: \"from\"", "periods: \"zone\"", "A machine of a trusted pool gets one job", "2 machines can't be idle where there are 1", "another pool has this name",
        ])
        {
            told.ShouldContain(wanted);
        }

        faults.ShouldAllBe(fault => fault.Line > 0 && fault.Code.StartsWith("pools."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pools")]
    [InlineData("- a")]
    [InlineData("pools: 3")]
    [InlineData("pool: []")]
    [InlineData("pools: []\n---\npools: []")]
    [InlineData("pools: [*a]")]
    [InlineData("pools: [{]")]
    public void What_is_no_file_of_pools_is_refused_or_empty(string text)
    {
        if (Read(text) is PoolReading.Read read)
        {
            text.ShouldBeEmpty();
            read.Pools.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_period_begins_and_ends_by_its_own_clock_without_a_gap()
    {
        var pool = ((PoolReading.Read)Read("""
            pools:
              - name: linux
                provider: dummy
                tags: [a]
                max: 9
                periods:
                  - {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Berlin, idle: 5}
                  - {days: mon-fri, from: "18:00", to: "08:00", zone: Europe/Berlin, idle: 2}
            """)).Pools.Single();
        // Berlin is an hour ahead in November and two in July.
        pool.IdleAt(At("2026-11-24T06:59:59.999Z")).ShouldBe(2);
        pool.IdleAt(At("2026-11-24T07:00:00Z")).ShouldBe(5);
        pool.IdleAt(At("2026-11-24T16:59:59.999Z")).ShouldBe(5);
        pool.IdleAt(At("2026-11-24T17:00:00Z")).ShouldBe(2);
        pool.IdleAt(At("2026-07-21T06:00:00Z")).ShouldBe(5);
        pool.IdleAt(At("2026-11-28T03:00:00Z")).ShouldBe(2); // Friday's night is Saturday's morning
        pool.IdleAt(At("2026-11-28T12:00:00Z")).ShouldBe(0);
    }

    [Fact]
    public void What_changes_is_told_before_it_does()
    {
        const string One = "pools: [{name: a, provider: dummy, tags: [x], max: 2, idle: 1}, {name: b, provider: dummy, tags: [y], max: 1}]";
        const string Two = "pools: [{name: a, provider: dummy, tags: [x, z], max: 3, idle: 1}, {name: c, provider: dummy, tags: [y], max: 1}]";
        var plan = PoolPlanning.Compare(((PoolReading.Read)Read(One)).Pools, ((PoolReading.Read)Read(Two)).Pools, []);
        plan.Select(pool => $"{pool.Pool} {pool.Change}").ShouldBe(["a changed", "c added", "b removed"]);
        plan[0].Settings.ShouldBe(["tags: x -> x, z", "max: 2 -> 3"]);
        PoolPlanning.Compare(((PoolReading.Read)Read(One)).Pools, ((PoolReading.Read)Read(One)).Pools, []).ShouldAllBe(pool => pool.Change == "unchanged");
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(JobSharing.OneInShell, "shell", true)]
    [InlineData(JobSharing.OneInShell, "container", false)]
    [InlineData(JobSharing.One, "container", true)]
    [InlineData(JobSharing.Many, "shell", false)]
    public void Two_jobs_at_once_where_a_machine_can_have_one_are_refused_with_place_and_remedy(JobSharing sharing, string executor, bool refused)
    {
        var reading = Read($"pools:\n  - name: a\n    provider: dummy\n    tags: [x]\n    max: 2\n    uses: 9\n    executor: {executor}\n    jobs_at_once: 2\n", sharing);
        if (!refused)
        {
            reading.ShouldBeOfType<PoolReading.Read>();
            return;
        }

        var fault = reading.ShouldBeOfType<PoolReading.Faulty>().Faults.ShouldHaveSingleItem();
        fault.ToString().ShouldStartWith("pools.yml:8:5: Pool \"a\", jobs_at_once: ");
        fault.Remedy.ShouldBe("Take jobs_at_once out, and raise max.");
    }

    [Fact]
    public void More_pools_than_there_may_be_are_refused_and_none_is_left_out_in_silence() =>
        Read("pools:\n" + string.Concat(Enumerable.Range(0, 501).Select(number => $"  - {{name: p{number}, provider: dummy, tags: [x], max: 1}}\n")))
            .ShouldBeOfType<PoolReading.Faulty>().Faults.ShouldHaveSingleItem().Code.ShouldBe("pools.too-many");

    static PoolReading Read(string text, JobSharing sharing = JobSharing.Many) => PoolFile.Read(text, [new DummyKind(new DummyPlace(TimeProvider.System, new Random(1))) { Sharing = sharing }]);
}
