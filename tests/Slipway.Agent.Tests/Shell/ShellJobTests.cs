using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

/// <summary>Scripts in the real sandbox, by the real program.</summary>
public sealed class ShellJobTests : RunnerTest
{
    [Fact]
    public async Task A_script_runs_and_its_trace_shows_each_command()
    {
        var job = Coordinator.Enqueue(Of("echo one", "echo two", "X=kept", "echo $X"));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        job.ExitCode.ShouldBe(0);
        trace.ShouldContain("\e[32;1m$ echo one\e[0;m\none\n\e[32;1m$ echo two\e[0;m\ntwo\n");
        trace.ShouldContain("kept\n");
        trace.ShouldContain(":step_script\r\e[0K");
        trace.ShouldEndWith("\e[32;1mJob succeeded\e[0;m\n");
    }

    [Fact]
    public async Task The_first_failing_command_ends_the_script_and_its_code_is_told()
    {
        var job = Coordinator.Enqueue(Of("true", "(exit 7) | cat", "echo not-reached").After("echo status=$CI_JOB_STATUS", "exit 9"));
        var trace = await job.EndAsync();
        job.State.ShouldBe("failed");
        job.FailureReason.ShouldBe("script_failure");
        job.ExitCode.ShouldBe(7);
        trace.ShouldNotContain("\nnot-reached");
        trace.ShouldContain("\nstatus=failed\n");
        trace.ShouldContain("after_script failed, but job will continue unaffected");
        trace.ShouldContain("ERROR: Job failed: exit code 7");
    }

    [Fact]
    public async Task Variables_are_expanded_and_file_variables_are_files()
    {
        var job = Coordinator.Enqueue(Of("echo \"$B / $RAW\"", "cat $SECRET_FILE", "echo $SECRET_FILE", "stat -c %a $SECRET_FILE", "pwd", "echo $CI_PROJECT_DIR").With(
            Variable("A", "it's"), Variable("B", "$A ${A} $$A"), Variable("RAW", "$A", raw: true), Variable("SECRET_FILE", "in a\nfile\n", file: true), Variable("UID", "5"), Variable("not-a-name", "x")));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldContain("it's it's $A / $A\n");
        trace.ShouldContain("in a\nfile\n");
        trace.ShouldContain("/builds/grp/pkg.tmp/SECRET_FILE\n");
        trace.ShouldContain("\n600\n");
        trace.ShouldContain("\n/builds/grp/pkg\n\e[32;1m$ echo $CI_PROJECT_DIR\e[0;m\n/builds/grp/pkg\n");
    }

    [Fact]
    public async Task Secrets_are_masked_wherever_the_output_is_cut()
    {
        var job = Coordinator.Enqueue(Of("printf sec; sleep 0.2; printf 'ret-va'; sleep 0.2; echo lue-1", "echo $TOKEN", "echo x glpat-abcDEF_123 y", "echo $CI_JOB_TOKEN").With(
            Variable("TOKEN", "secret-value-1", masked: true), Variable("CI_JOB_TOKEN", "the-token-of-this-job", masked: true)));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldNotContain("secret-value-1");
        trace.ShouldNotContain("the-token-of-this-job");
        trace.ShouldContain("\n[MASKED]\n\e[32;1m$ echo $TOKEN\e[0;m\n[MASKED]\n");
        trace.ShouldContain("\nx glpat-[MASKED] y\n");
    }

    [Fact]
    public async Task Output_past_the_limit_is_not_kept_and_the_trace_says_so()
    {
        await using var small = RunnerProcess.Start(Coordinator.Url, config => config["outputLimitKiB"] = 64);
        await StopAsync();
        var job = Coordinator.Enqueue(Of("head -c 30000000 /dev/zero | tr '\\0' x", "exit 3"));
        var trace = await job.EndAsync();
        trace.Length.ShouldBeLessThan(70_000);
        trace.ShouldContain("The output exceeds the limit of 65536 bytes.");
        trace.ShouldContain("ERROR: Job failed: exit code 3");
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_ended_with_all_its_processes()
    {
        var payload = Of("(setsid sh -c 'trap \"\" TERM; while :; do echo alive-$$ >> /tmp/beat; sleep 0.1; done' &) ; sleep 0.3", "sleep 1000").After("echo after; cat /tmp/beat | wc -l > /dev/null");
        payload["runner_info"]!["timeout"] = 2;
        var job = Coordinator.Enqueue(payload);
        var trace = await job.EndAsync();
        job.FailureReason.ShouldBe("job_execution_timeout");
        trace.ShouldContain("execution took longer than 2 seconds");
        trace.ShouldContain("\nafter\n");
        (await ProcessesOfJobsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_timeout_leaves_time_for_after_script_which_has_its_own()
    {
        var job = Coordinator.Enqueue(Of("sleep 1000").After("echo cleaning", "sleep 1000").With(Variable("RUNNER_SCRIPT_TIMEOUT", "1s"), Variable("RUNNER_AFTER_SCRIPT_TIMEOUT", "1s500ms")));
        var trace = await job.EndAsync();
        job.FailureReason.ShouldBe("job_execution_timeout");
        trace.ShouldContain("\ncleaning\n");
        trace.ShouldContain("it took longer than 1.5s");
    }

    [Fact]
    public async Task Jobs_run_beside_each_other()
    {
        var first = Coordinator.Enqueue(Of("until [ -e /tmp/never ]; do sleep 0.1; done"));
        var second = Coordinator.Enqueue(Of("echo through"));
        (await second.EndAsync()).ShouldContain("\nthrough\n");
        first.Status = "canceled";
    }

    [Fact]
    public async Task A_step_with_another_name_runs_after_the_script()
    {
        var payload = Of("echo built > file");
        payload["steps"]!.AsArray().Add(Step("release", "cat file"));
        var trace = await Coordinator.Enqueue(payload).EndAsync();
        trace.ShouldContain(":step_release\r");
        trace.ShouldContain("$ cat file\e[0;m\nbuilt\n");
    }

    [Fact]
    public async Task A_job_with_services_is_refused_by_this_executor_and_says_why()
    {
        var payload = Of("true");
        payload["services"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["name"] = "postgres:16" });
        var job = Coordinator.Enqueue(payload);
        (await job.EndAsync()).ShouldContain("executor \"shell\" has none");
        job.State.ShouldBe("failed");
    }
}
