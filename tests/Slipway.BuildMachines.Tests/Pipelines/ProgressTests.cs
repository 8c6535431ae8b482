using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Tests.Pipelines;

public sealed class ProgressTests(SharedServer shared)
{
    [Fact]
    public async Task Stages_follow_each_other_and_a_cancelled_pipeline_ends()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [build, test, deploy]
            build: { stage: build, script: [make] }
            lint: { stage: build, script: [lint], allow_failure: true }
            test: { stage: test, script: [make test] }
            clean: { stage: test, script: [make clean], when: on_failure }
            deploy: { stage: deploy, script: [deploy] }
            report: { stage: deploy, script: [report], when: always }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = (await own.RunAsync()).Pipeline.Id;
        (await runner.TakeAsync()).Name.ShouldBe("build");
        var lint = await runner.TakeAsync();
        await lint.FailAsync();
        (await StatesAsync(own, pipeline)).ShouldBe("build running, lint failed, test created, clean created, deploy created, report created");
        await own.PostAsync($"pipelines/{pipeline}/cancel");
        (await StatesAsync(own, pipeline)).ShouldBe("build canceling, lint failed, test canceled, clean canceled, deploy canceled, report canceled");
    }

    [Fact]
    public async Task An_allowed_failure_goes_on_and_one_that_is_not_skips_what_follows()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [build, test, deploy]
            lint: { stage: build, script: [lint], allow_failure: { exit_codes: [3] } }
            test: { stage: test, script: [make test] }
            clean: { stage: deploy, script: [make clean], when: on_failure }
            deploy: { stage: deploy, script: [deploy] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = (await own.RunAsync()).Pipeline.Id;
        await (await runner.TakeAsync()).FailAsync(exitCode: 3);
        await (await runner.TakeAsync()).FailAsync(exitCode: 3);
        (await StatesAsync(own, pipeline)).ShouldBe("lint failed, test failed, clean pending, deploy skipped");
        await (await runner.TakeAsync()).SucceedAsync();
        (await own.PipelineAsync(pipeline)).Pipeline.State.ShouldBe("failed");

        await own.PostAsync($"pipelines/{pipeline}/retry");
        await (await runner.TakeAsync()).SucceedAsync();
        await (await runner.TakeAsync()).SucceedAsync();
        (await own.PipelineAsync(pipeline)).Jobs.Single(job => job.Name == "deploy").State.ShouldBe("pending");
        await (await runner.TakeAsync()).SucceedAsync();
        (await own.PipelineAsync(pipeline)).Pipeline.State.ShouldBe("success");
    }

    [Fact]
    public async Task Needs_do_not_wait_for_stages_and_manual_jobs_wait_for_people()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [build, test]
            slow: { stage: build, script: [slow] }
            quick: { stage: build, script: [quick] }
            early: { stage: test, script: [early], needs: [quick] }
            by-hand: { stage: test, script: [by-hand], when: manual, needs: [] }
            after: { stage: test, script: [after], needs: [by-hand] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = (await own.RunAsync()).Pipeline.Id;
        var slow = await runner.TakeAsync();
        await (await runner.TakeAsync()).SucceedAsync();
        var early = await runner.TakeAsync();
        early.Name.ShouldBe("early");
        (await StatesAsync(own, pipeline)).ShouldBe("slow running, quick success, early running, by-hand manual, after skipped");
        var manual = (await own.PipelineAsync(pipeline)).Jobs.Single(job => job.Name == "by-hand");
        (await own.Admin.GetFromJsonAsync<WaitReason>($"{own.Api}/jobs/{manual.Id}/why"))!.Code.ShouldBe("manual");
        await early.SucceedAsync();
        await slow.SucceedAsync();
        (await own.PipelineAsync(pipeline)).Pipeline.State.ShouldBe("success");

        await own.PostAsync($"jobs/{manual.Id}/play");
        await (await runner.TakeAsync()).SucceedAsync();
        (await runner.TakeAsync()).Name.ShouldBe("after");
    }

    [Fact]
    public async Task A_job_is_retried_as_its_policy_says_and_no_oftener()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "flaky: { script: [flaky], retry: { max: 1, when: runner_system_failure } }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = (await own.RunAsync()).Pipeline.Id;
        var first = await runner.TakeAsync();
        await first.FailAsync("runner_system_failure");
        var second = await runner.TakeAsync();
        second.Id.ShouldNotBe(first.Id);
        await second.FailAsync("runner_system_failure");
        (await own.PipelineAsync(pipeline)).Pipeline.State.ShouldBe("failed");
    }

    [Fact]
    public async Task Of_a_resource_group_one_job_runs_at_a_time()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "deploy: { script: [deploy], resource_group: production }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var second = (await own.RunAsync()).Jobs.Single();
        (await own.JobAsync(second.Id)).State.ShouldBe("waiting_for_resource");
        (await own.Admin.GetFromJsonAsync<WaitReason>($"{own.Api}/jobs/{second.Id}/why"))!.Why.ShouldContain($"({job.Id})");
        await job.SucceedAsync();
        (await runner.TakeAsync()).Id.ShouldBe(second.Id);
    }

    [Fact]
    public async Task A_delayed_job_waits_and_then_runs()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "later: { script: [later], when: delayed, start_in: 1 second }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        var job = (await own.RunAsync()).Jobs.Single();
        job.State.ShouldBe("scheduled");
        (await runner.TakeAsync()).Id.ShouldBe(job.Id);
    }

    [Fact]
    public async Task A_child_pipeline_decides_the_state_of_its_trigger_job()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.AddAsync("child.yml", "inner: { script: [echo $FROM_PARENT] }");
        await own.PushAsync("""
            parent: { trigger: { include: child.yml, strategy: depend }, variables: { FROM_PARENT: handed } }
            """, "-o", "ci.skip");
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var inner = await runner.TakeAsync();
        inner.Variable("FROM_PARENT").ShouldBe("handed");
        inner.Variable("CI_PIPELINE_SOURCE").ShouldBe("parent_pipeline");
        (await own.JobBecomesAsync(pipeline.Jobs.Single().Id, "running")).Downstream.ShouldNotBeNull();
        await inner.FailAsync();
        (await own.JobBecomesAsync(pipeline.Jobs.Single().Id, "failed")).FailureReason.ShouldBe("downstream_pipeline_failed");
    }

    [Fact]
    public async Task A_wrong_configuration_is_a_failed_pipeline_that_names_file_and_line()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "build:\n  scirpt: [make]\n");
        var pipeline = await own.RunAsync();
        pipeline.Pipeline.State.ShouldBe("failed");
        pipeline.Pipeline.Errors.ShouldContain(error => error.Contains(".gitlab-ci.yml:2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_push_starts_a_pipeline_and_a_newer_one_cancels_what_is_redundant()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.PushAsync("build: { script: [make], interruptible: true }");
        var first = await FirstPipelineAsync(own, 1);
        first.Source.ShouldBe("push");
        await own.PushAsync("build: { script: [make, more], interruptible: true }");
        await FirstPipelineAsync(own, 2);
        (await own.JobBecomesAsync((await own.PipelineAsync(first.Id)).Jobs.Single().Id, "canceled")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Secrets_go_to_protected_refs_only_and_id_tokens_say_who_the_job_is()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            job: { script: [deploy], id_tokens: { TOKEN: { aud: https://packages.example.org } } }
            """);
        (await own.Admin.PutAsJsonAsync($"{own.Api}/variables/PASSWORD", new SetVariable("correct-horse", Protected: true, Masked: true, false, false, null))).EnsureSuccessStatusCode();
        await own.GitAsync("push", "--quiet", "-o", "ci.skip", "origin", "HEAD:refs/heads/feature");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var secret = job.Payload["variables"]!.AsArray().Single(variable => (string?)variable!["key"] == "PASSWORD")!;
        secret.ToJsonString().ShouldBe("""{"key":"PASSWORD","value":"correct-horse","public":false,"masked":true,"file":false,"raw":false}""");
        var claims = System.Text.Json.Nodes.JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(job.Variable("TOKEN")!.Split('.')[1]))!;
        ((string)claims["aud"]!).ShouldBe("https://packages.example.org");
        ((string)claims["sub"]!).ShouldBe($"project_path:{own.Path}:ref_type:branch:ref:main");
        await job.SucceedAsync();

        await own.RunAsync(@ref: "feature");
        (await runner.TakeAsync()).Variable("PASSWORD").ShouldBeNull();
    }

    static async Task<string> StatesAsync(OwnProject own, long pipeline) =>
        string.Join(", ", (await own.PipelineAsync(pipeline)).Jobs.Select(job => $"{job.Name} {job.State}"));

    static async Task<PipelineInfo> FirstPipelineAsync(OwnProject own, int count)
    {
        for (var i = 0; i < 200; i++)
        {
            var page = (await own.Admin.GetFromJsonAsync<PipelinePage>($"{own.Api}/pipelines"))!;
            if (page.Total >= count)
            {
                return page.Items[^1];
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("There is no pipeline.");
    }
}
