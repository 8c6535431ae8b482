using System.Net;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Queue;

public sealed class LostRunnerTests
{
    [Fact]
    public async Task A_lost_runners_job_is_queued_again_and_the_old_attempt_is_told_to_stop()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Unconfirmed=00:00:01", "--Queue:Silent=00:00:02", "--Queue:Hold=00:00:20");
        using var own = await OwnProject.CreateAsync(server, "build: { script: [make] }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var unconfirmed = await runner.RequestAsync();
        var silent = await runner.TakeAsync();
        silent.Id.ShouldBe(unconfirmed.Id);
        silent.Token.ShouldNotBe(unconfirmed.Token);
        (await unconfirmed.UpdateAsync("running")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var third = await runner.TakeAsync();
        (await silent.TraceAsync("I am back")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await silent.UpdateAsync("success")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await own.JobAsync(third.Id)).Attempt.ShouldBe(3);
        await third.SucceedAsync();
        (await own.JobAsync(third.Id)).State.ShouldBe("success");
    }

    [Fact]
    public async Task Jobs_and_attempts_survive_kill_9_at_every_step_without_a_loss_or_a_double()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:20");
        using var own = await OwnProject.CreateAsync(server, """
            stages: [build, test]
            build: { stage: build, script: [make] }
            test: { stage: test, script: [test] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = (await own.RunAsync()).Pipeline.Id;
        await AgainAsync(server);
        var build = await runner.RequestAsync();
        await AgainAsync(server);
        (await build.UpdateAsync("running")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await build.TraceAsync("one\n");
        await AgainAsync(server);
        (await build.TraceAsync("two\n")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await AgainAsync(server);
        await build.SucceedAsync();
        await AgainAsync(server);
        await build.SucceedAsync(); // the answer was lost
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{build.Id}/trace")).ShouldBe("one\ntwo\n");
        var test = await runner.TakeAsync();
        test.Name.ShouldBe("test");
        await AgainAsync(server);
        await test.SucceedAsync();
        var end = await own.PipelineAsync(pipeline);
        end.Pipeline.State.ShouldBe("success");
        end.Jobs.Select(job => job.Attempt).ShouldBe([1, 1]);
    }

    static Task AgainAsync(ServerProcess server)
    {
        server.Kill();
        return server.StartAgainAsync();
    }
}
