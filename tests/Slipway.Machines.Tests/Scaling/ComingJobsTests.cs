using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;
using Slipway.BuildMachines.Schedules;
using Slipway.Contracts.BuildMachines;
using Slipway.Machines.Tests.Proof;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.Machines.Tests.Scaling;

/// <summary>What is about to wait, as the rows of a real database say it.</summary>
public sealed class ComingJobsTests : IAsyncLifetime
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    readonly TestClock clock = new(Now);
    ModuleDatabase database = null!;
    int pipelines;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await ModuleDatabase.CreateAsync(Ct);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task The_next_stages_jobs_come_once_those_before_are_about_to_end_by_what_they_usually_take()
    {
        // Machines of unknown speed: 90 seconds ahead.
        await HistoryAsync("prepare", 300, 310, 320, 330, 340); // the fast ones take 310
        await PipelineAsync(Running("prepare", 300 - 120), Created("package 1", 1), Created("package 2", 1), Created("publish", 2));
        (await FindAsync(Pool())).ShouldBeEmpty();
        clock.Now += TimeSpan.FromSeconds(60); // 240 of 310 are over
        var lane = (await FindAsync(Pool())).ShouldHaveSingleItem();
        (lane.ProjectId, lane.Pending, lane.Coming).ShouldBe((1, 0, 2));
        lane.Tags.ShouldBe(["x"]);
    }

    [Fact]
    public async Task A_job_that_never_went_well_is_not_waited_for_and_a_stage_that_waits_itself_brings_nothing()
    {
        await PipelineAsync(Running("unknown", 1000), Created("package", 1));
        await HistoryAsync("known", 10);
        await PipelineAsync(Running("known", 1000), Job("other", 0, JobState.Pending), Created("package", 1));
        await PipelineAsync(Running("known", 1000), Created("manual", 1, when: JobWhen.Manual), Created("in turn", 1, resource: "one"));
        (await FindAsync(Pool())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Needs_count_and_not_stages()
    {
        await HistoryAsync("fast", 10);
        await PipelineAsync(Running("fast", 5), Running("slow", 5), Created("after fast", 1, needs: ["fast"]), Created("after both", 1, needs: ["fast", "slow"]));
        (await FindAsync(Pool())).ShouldHaveSingleItem().Coming.ShouldBe(1);
    }

    [Fact]
    public async Task A_schedule_that_is_due_soon_brings_what_its_last_pipeline_began_with()
    {
        var last = await PipelineAsync(Job("nightly 1", 0, JobState.Success), Job("nightly 2", 0, JobState.Failed), Job("nightly 2", 0, JobState.Success, retries: 1), Job("report", 1, JobState.Success));
        await database.AddAsync(new Schedule { ProjectId = 1, Description = "", Ref = "main", Cron = "0 * * * *", TimeZone = "UTC", Active = true, Owner = "a", NextRunAt = Now.AddMinutes(10), LastPipelineId = last });
        (await FindAsync(Pool())).ShouldBeEmpty();
        clock.Now = Now.AddMinutes(9);
        (await FindAsync(Pool())).ShouldHaveSingleItem().Coming.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_looked_as_far_ahead_as_the_pools_own_machines_need_and_for_pools_that_want_it_only()
    {
        await HistoryAsync("prepare", 300);
        await PipelineAsync(Running("prepare", 100), Created("package", 1)); // 200 seconds before its end
        await BootsAsync("fast", 5);
        await BootsAsync("slow", 250);
        (await FindAsync(Pool("fast"))).ShouldBeEmpty();
        (await FindAsync(Pool("slow"))).ShouldHaveSingleItem().Coming.ShouldBe(1);
        (await FindAsync(Pool("slow", lookAhead: false))).ShouldBeEmpty();
        (await FindAsync(Pool("slow", tag: "other"), Pool("fast"))).ShouldBeEmpty(); // the slow one does not run such jobs
    }

    Task<IReadOnlyList<LaneDemand>> FindAsync(params ActivePool[] pools) => new ComingJobs(database.Contexts, clock).FindAsync(pools, Ct);

    static ActivePool Pool(string name = "p", bool lookAhead = true, string tag = "x") =>
        new(new PoolDefinition { Name = name, Provider = "dummy", Tags = [tag], Max = 9, LookAhead = lookAhead }, 1, null);

    async Task BootsAsync(string pool, int seconds)
    {
        var file = new PoolFileRow { Text = "", AppliedAt = Now, By = "a" };
        await database.AddAsync(file);
        var revision = new PoolRevision { Pool = pool, FileId = file.Id, Print = pool };
        await database.AddAsync(revision);
        await database.AddAsync(new Machine
        {
            Id = $"m{pool.PadRight(19, '0')}", Pool = pool, RevisionId = revision.Id, Phase = MachinePhase.Gone, Code = "", Reason = "", PhaseAt = Now, PlannedAt = Now.AddHours(-1), FirstAskedAt = Now.AddHours(-1),
            ReadyAt = Now.AddHours(-1).AddSeconds(seconds), Slots = 1, UsesMost = 1, Trusted = false, OneProject = true, RunnerId = seconds,
        });
    }

    async Task HistoryAsync(string name, params int[] seconds)
    {
        foreach (var took in seconds)
        {
            await PipelineAsync(Job(name, 0, JobState.Success, started: Now.AddDays(-1), finished: Now.AddDays(-1).AddSeconds(took)));
        }
    }

    /// <param name="since">Seconds ago.</param>
    static Func<long, long, Job> Running(string name, int since) => Job(name, 0, JobState.Running, started: Now.AddSeconds(-since));

    static Func<long, long, Job> Created(string name, int stage, JobWhen when = JobWhen.OnSuccess, string[]? needs = null, string? resource = null) => Job(name, stage, JobState.Created, when, needs: needs, resource: resource);

    static Func<long, long, Job> Job(
        string name, int stage, JobState state, JobWhen when = JobWhen.OnSuccess, DateTimeOffset? started = null, DateTimeOffset? finished = null, string[]? needs = null, string? resource = null, int retries = 0) =>
        (pipeline, definition) => new Job
        {
            PipelineId = pipeline, ProjectId = 1, DefinitionId = definition, Name = name, Stage = $"{stage}", StageIndex = stage, IsTrigger = false, State = state, When = when, AllowedExitCodes = [], Interruptible = false,
            Tags = ["x"], Protected = false, RetryMax = 0, RetryWhen = [], RetryExitCodes = [], By = "a", CreatedAt = Now, StartedAt = started, FinishedAt = finished, Needs = needs, ResourceGroup = resource, Retries = retries,
        };

    async Task<long> PipelineAsync(params Func<long, long, Job>[] jobs)
    {
        var definition = new JobDefinition { Json = "{}" };
        var pipeline = new Pipeline
        {
            ProjectId = 1, Number = ++pipelines, Key = $"{pipelines}", FullRef = "refs/heads/main", Ref = "main", RefKind = RefKind.Branch, Commit = "c", Source = "push", By = "a", Protected = false, Stages = [],
            Facts = "{}", CreatedAt = Now,
        };
        await database.AddAsync(definition, pipeline);
        await database.AddAsync([.. jobs.Select(job => job(pipeline.Id, definition.Id))]);
        return pipeline.Id;
    }
}
