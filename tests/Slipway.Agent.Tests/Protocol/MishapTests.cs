using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Protocol;

/// <summary>A coordinator or a network that fails: the trace arrives whole all the same.</summary>
public sealed class MishapTests : RunnerTest
{
    static readonly string[] s_script = ["for i in $(seq 1 30); do echo line-$i; sleep 0.1; done"];

    [Fact]
    public async Task Bytes_that_got_lost_are_sent_again_from_where_the_coordinator_says()
    {
        var job = Coordinator.Enqueue(Of(s_script));
        job.LoseBytes = 20;
        Whole(await job.EndAsync());
    }

    [Fact]
    public async Task A_piece_whose_answer_got_lost_is_not_there_twice()
    {
        Coordinator.Next("PATCH", "/trace", 0, afterTaking: true);
        Coordinator.Next("PATCH", "/trace", 0);
        Coordinator.Next("PATCH", "/trace", 500, afterTaking: true);
        Whole(await Coordinator.Enqueue(Of(s_script)).EndAsync());
    }

    [Fact]
    public async Task A_trace_that_was_spoilt_is_sent_again_whole()
    {
        var job = Coordinator.Enqueue(Of(s_script));
        await job.TraceHasAsync("line-1\n");
        job.Spoil(5);
        Whole(await job.EndAsync());
        Coordinator.Calls.Count(call => call == $"PUT /jobs/{job.Id}").ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task The_end_is_told_again_until_it_is_taken(int status)
    {
        var job = Coordinator.Enqueue(Of("true"));
        Coordinator.Next("PUT", $"/{job.Id}", status);
        await job.EndAsync();
        job.State.ShouldBe("success");
    }

    [Fact]
    public async Task Retry_after_is_kept_to()
    {
        Coordinator.Next("POST", "/request", 503, with: response => response.Headers.RetryAfter = "1");
        await Coordinator.Enqueue(Of("true")).EndAsync();
    }

    [Fact]
    public async Task A_final_answer_of_202_asks_for_the_same_again()
    {
        var job = Coordinator.Enqueue(Of("echo x"));
        await job.TraceHasAsync("x");
        Coordinator.Next("PUT", $"/{job.Id}", 202, with: response => response.Headers["X-GitLab-Trace-Update-Interval"] = "1");
        await job.EndAsync();
        job.State.ShouldBe("success");
    }

    [Fact]
    public async Task A_job_that_is_not_confirmed_is_dropped_untouched()
    {
        var lost = Of("echo never");
        Coordinator.Next("PUT", $"/{(int)lost["id"]!}", 403);
        var job = Coordinator.Enqueue(lost);
        await Coordinator.Enqueue(Of("true")).EndAsync();
        job.Trace.ShouldBeEmpty();
        Coordinator.Calls.ShouldNotContain($"PATCH /jobs/{job.Id}/trace");
    }

    [Fact]
    public async Task A_403_for_the_trace_drops_the_job()
    {
        var job = Coordinator.Enqueue(Of("echo begun", "sleep 1000"));
        await job.TraceHasAsync("begun");
        Coordinator.Next("PUT", $"/{job.Id}", 403);
        job.Status = "failed";
        for (var tries = 0; (await ProcessesOfJobsAsync()).Length > 0 && tries < 500; tries++)
            await Task.Delay(100);
        (await ProcessesOfJobsAsync()).ShouldBeEmpty();
        job.State.ShouldBe("running");
    }

    [Fact]
    public async Task An_answer_that_is_no_job_is_no_reason_to_end()
    {
        Coordinator.Next("POST", "/request", 201, with: response =>
        {
            response.ContentType = "text/html";
        });
        await Coordinator.Enqueue(Of("true")).EndAsync();
        Runner.Log.ShouldContain("The answer is not JSON");
    }

    [Fact]
    public async Task A_refused_token_is_said_in_the_log()
    {
        await StopAsync();
        Coordinator.TokenIsValid = false;
        await using var refused = RunnerProcess.Start(Coordinator.Url);
        for (var tries = 0; !refused.Log.Contains("refuses this runner's token", StringComparison.Ordinal) && tries < 200; tries++)
            await Task.Delay(50);
        refused.Log.ShouldContain("refuses this runner's token");
        refused.Log.ShouldNotContain(Coordinator.RunnerToken);
    }

    static void Whole(string trace)
    {
        trace.ShouldContain(string.Concat(Enumerable.Range(1, 30).Select(number => $"line-{number}\n")));
        trace.Split("line-17\n").Length.ShouldBe(2);
    }
}
