using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

public sealed class CancelTests : RunnerTest
{
    [Fact]
    public async Task A_canceling_job_stops_its_script_and_runs_after_script()
    {
        var job = Coordinator.Enqueue(Of("trap 'echo asked-to-end; exit 0' TERM", "echo begun", "while :; do echo going; sleep 0.2; done").After("echo status=$CI_JOB_STATUS"));
        await job.TraceHasAsync("\nbegun\n");
        job.Status = "canceling";
        var trace = await job.EndAsync();
        trace.ShouldContain("\nasked-to-end\n");
        trace.ShouldContain("\nstatus=canceled\n");
        job.State.ShouldBe("failed");
    }

    [Fact]
    public async Task A_canceled_job_is_dropped_with_all_that_it_started()
    {
        var job = Coordinator.Enqueue(Of("(setsid sh -c 'trap \"\" TERM INT HUP; while :; do sleep 0.1; done' &)", "echo begun", "trap '' TERM; while :; do sleep 0.1; done").After("echo not-run"));
        await job.TraceHasAsync("\nbegun\n");
        (await ProcessesOfJobsAsync()).ShouldNotBeEmpty();
        job.Status = "canceled";
        for (var tries = 0; (await ProcessesOfJobsAsync()).Length > 0 && tries < 200; tries++)
            await Task.Delay(100);
        (await ProcessesOfJobsAsync()).ShouldBeEmpty();
        await Coordinator.Enqueue(Of("true")).EndAsync(); // the runner goes on
        job.Trace.ShouldNotContain("\nnot-run");
        job.State.ShouldBe("running");
    }

    [Fact]
    public async Task Sigquit_finishes_the_jobs_and_takes_no_new_one()
    {
        var job = Coordinator.Enqueue(Of("echo begun", "sleep 2", "echo finished"));
        await job.TraceHasAsync("\nbegun\n");
        await Runner.SignalAsync("QUIT");
        (await Runner.ExitAsync()).ShouldBe(0);
        job.State.ShouldBe("success");
        job.Trace.ShouldContain("\nfinished\n");
    }

    [Fact]
    public async Task Sigterm_aborts_the_jobs_and_tells_the_coordinator()
    {
        var job = Coordinator.Enqueue(Of("echo begun", "sleep 1000"));
        await job.TraceHasAsync("\nbegun\n");
        await Runner.SignalAsync("TERM");
        (await Runner.ExitAsync()).ShouldBe(0);
        job.State.ShouldBe("failed");
        job.FailureReason.ShouldBe("runner_system_failure");
        job.Trace.ShouldContain("the runner was told to end");
    }

    [Fact]
    public async Task A_killed_runner_leaves_no_process_and_the_next_one_cleans_up()
    {
        var job = Coordinator.Enqueue(Of("echo begun", "while :; do sleep 0.2; echo still-here-$CI_JOB_ID; done").With(Variable("CI_JOB_ID", "77881")));
        await job.TraceHasAsync("still-here");
        await Runner.SignalAsync("KILL");
        await Runner.ExitAsync();
        for (var tries = 0; Left() > 0 && tries < 100; tries++)
            await Task.Delay(50);
        Left().ShouldBe(0);
        Directory.GetDirectories(Runner.Builds, "job-*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        Runner.StartAgain();
        await Coordinator.Enqueue(Of("true")).EndAsync();
        Directory.GetDirectories(Runner.Builds, $"job-{job.Id}", SearchOption.AllDirectories).ShouldBeEmpty();

        // The job's sandbox names its folder among its arguments.
        int Left() => Directory.GetDirectories("/proc").Count(folder => int.TryParse(Path.GetFileName(folder), out _) && Arguments(folder).Contains($"job-{job.Id}/", StringComparison.Ordinal));

        static string Arguments(string folder)
        {
            try
            {
                return File.ReadAllText(folder + "/cmdline");
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task A_second_runner_does_not_share_the_builds_folder()
    {
        await Coordinator.Enqueue(Of("true")).EndAsync();
        var second = await Slipway.Testing.Tool.TryAsync(Slipway.Testing.Build.Runner, "run", "--config", Runner.Config);
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain("Another runner uses");
    }
}
