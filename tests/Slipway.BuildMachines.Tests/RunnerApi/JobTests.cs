using System.Net;
using System.Net.Http.Json;
using System.Text;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Tests.RunnerApi;

public sealed class JobTests(SharedServer shared)
{
    const string OneJob = """
        variables: { GREETING: hello }
        build:
          script: [echo $GREETING, make]
          after_script: [echo bye]
          image: { name: "debian:12", entrypoint: [""] }
          services: [{ name: "postgres:16", alias: db, variables: { POSTGRES_DB: x } }]
          cache: { key: deps, paths: [vendor/] }
          artifacts: { paths: [out/], expire_in: 1 week, reports: { junit: report.xml } }
          timeout: 10 minutes
        """;

    [Fact]
    public async Task A_job_is_described_as_the_runner_decodes_it()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync(new() { ["EXTRA"] = "1" });
        var job = await runner.RequestAsync();
        job.Id.ShouldBe(pipeline.Jobs.Single().Id);
        var commit = (await own.GitAsync("rev-parse", "HEAD")).Trim();
        var payload = job.Payload;
        ((string)payload["git_info"]!["sha"]!).ShouldBe(commit);
        ((string)payload["git_info"]!["repo_url"]!).ShouldBe($"{shared.Server.Url.Replace("://", $"://gitlab-ci-token:{job.Token}@", StringComparison.Ordinal)}/{own.Path}.git");
        ((int)payload["runner_info"]!["timeout"]!).ShouldBe(600);
        payload["steps"]!.ToJsonString().ShouldBe(
            """[{"name":"script","script":["echo $GREETING","make"],"timeout":600,"when":"on_success","allow_failure":false},{"name":"after_script","script":["echo bye"],"timeout":300,"when":"always","allow_failure":true}]""");
        payload["image"]!.ToJsonString().ShouldBe("""{"name":"debian:12","entrypoint":[""],"executor_opts":{}}""");
        ((string)payload["services"]![0]!["alias"]!).ShouldBe("db");
        ((string)payload["cache"]![0]!["key"]!).ShouldBe("deps-protected");
        payload["artifacts"]!.AsArray().Select(artifact => $"{artifact!["artifact_type"]} {artifact["artifact_format"]} {artifact["when"]}").ShouldBe(["archive zip on_success", "junit gzip always"]);
        foreach (var (key, value) in new[]
        {
            ("CI", "true"), ("GREETING", "hello"), ("EXTRA", "1"), ("CI_COMMIT_SHA", commit), ("CI_COMMIT_BRANCH", "main"), ("CI_PROJECT_PATH", own.Path),
            ("CI_JOB_ID", $"{job.Id}"), ("CI_PIPELINE_ID", $"{pipeline.Pipeline.Id}"), ("CI_JOB_NAME", "build"), ("CI_JOB_STAGE", "test"), ("CI_PIPELINE_SOURCE", "api"),
            ("CI_SERVER_URL", shared.Server.Url), ("CI_COMMIT_TITLE", "Configuration"), ("CI_COMMIT_AUTHOR", "Ada <ada@example.org>"), ("CI_JOB_TOKEN", job.Token),
            ("CI_DEFAULT_BRANCH", "main"), ("CI_COMMIT_REF_PROTECTED", "true"), ("CI_PROJECT_ID", $"{own.Id}"),
        })
        {
            job.Variable(key).ShouldBe(value, key);
        }

        (await own.JobAsync(job.Id)).State.ShouldBe("assigned");
        await job.UpdateAsync("running");
        (await own.PipelineAsync(pipeline.Pipeline.Id)).Pipeline.State.ShouldBe("running");
        await job.SucceedAsync();
        (await own.PipelineAsync(pipeline.Pipeline.Id)).Pipeline.State.ShouldBe("success");
    }

    [Fact]
    public async Task A_held_request_is_answered_with_the_job_itself()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var held = runner.RequestAsync();
        var pipeline = await own.RunAsync();
        (await held).Id.ShouldBe(pipeline.Jobs.Single().Id);
    }

    [Fact]
    public async Task The_job_clones_its_project_by_its_own_token_until_it_ends()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var url = (string)job.Payload["git_info"]!["repo_url"]!;
        (await own.GitAsync("ls-remote", url)).ShouldContain("refs/heads/main");
        foreach (var refspec in job.Payload["git_info"]!["refspecs"]!.AsArray())
        {
            await own.GitAsync("fetch", "--quiet", "--depth", "20", url, (string)refspec!);
        }

        await job.SucceedAsync();
        (await Testing.Tool.TryAsync(new Testing.ToolCall("git", ["ls-remote", url]) { Environment = new Dictionary<string, string?> { ["GIT_TERMINAL_PROMPT"] = "0" } })).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_trace_is_appended_in_order_and_a_wrong_place_is_told_the_right_one()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var first = await job.TraceAsync("Hello ");
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        first.Headers.GetValues("Job-Status").Single().ShouldBe("running");
        first.Headers.GetValues("Range").Single().ShouldBe("0-6");
        int.Parse(first.Headers.GetValues("X-GitLab-Trace-Update-Interval").Single()).ShouldBeInRange(1, 30);
        var twice = await job.PatchAsync("Hello "u8.ToArray(), 0);
        twice.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        twice.Headers.GetValues("Range").Single().ShouldBe("0-6");
        (await job.TraceAsync("world\n")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await job.SucceedAsync();
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{job.Id}/trace")).ShouldBe("Hello world\n");
        var late = await job.PatchAsync("late"u8.ToArray(), 12);
        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_trace_that_is_not_what_its_checksum_says_is_sent_again()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        await job.TraceAsync("damaged on its way");
        (await job.UpdateAsync("success", checksum: "crc32:00000000")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await own.JobAsync(job.Id)).State.ShouldBe("running");
        (await job.TraceAsync("whole\n", start: 0)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await job.SucceedAsync();
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{job.Id}/trace")).ShouldBe("whole\n");
    }

    [Fact]
    public async Task An_end_said_twice_is_taken_once_and_can_not_be_taken_back()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        await job.SucceedAsync();
        await job.SucceedAsync();
        var other = await job.UpdateAsync("failed", "script_failure", 1);
        other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        other.Headers.GetValues("Job-Status").Single().ShouldBe("success");
        (await own.JobAsync(job.Id)).State.ShouldBe("success");
    }

    [Fact]
    public async Task A_job_that_was_cancelled_is_told_to_stop_in_order_and_counts_as_canceled()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        await own.PostAsync($"jobs/{job.Id}/cancel");
        var answer = await job.TraceAsync("still here\n");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        answer.Headers.GetValues("Job-Status").Single().ShouldBe("canceling");
        (await job.UpdateAsync("failed", "job_canceled")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await own.JobAsync(job.Id)).State.ShouldBe("canceled");
    }

    [Fact]
    public async Task Artifacts_are_kept_and_go_to_the_jobs_that_need_them()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [build, test]
            build: { stage: build, script: [make], artifacts: { paths: [out/], reports: { dotenv: build.env } } }
            test: { stage: test, script: [make test] }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var build = await runner.TakeAsync();
        var zip = Encoding.ASCII.GetBytes("PK\u0005\u0006" + new string('\0', 18));
        (await build.UploadAsync(zip, "artifacts.zip", "artifact_format=zip&artifact_type=archive&expire_in=1+week")).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("VERSION=1.2.3\n"u8);
        }

        (await build.UploadAsync(packed.ToArray(), ".env.gz", "artifact_format=gzip&artifact_type=dotenv")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await build.SucceedAsync();

        var test = await runner.TakeAsync();
        test.Variable("VERSION").ShouldBe("1.2.3");
        var dependency = test.Payload["dependencies"]!.AsArray().Single()!;
        ((long)dependency["id"]!).ShouldBe(build.Id);
        ((string)dependency["artifacts_file"]!["filename"]!).ShouldBe("artifacts.zip");
        var file = await test.DownloadAsync(build.Id, (string)dependency["token"]!);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(zip);
        (await test.DownloadAsync(build.Id, build.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await test.DownloadAsync(test.Id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await build.UploadAsync(zip, "late.zip", "artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await own.Admin.GetByteArrayAsync($"{own.Api}/jobs/{build.Id}/artifacts/archive")).ShouldBe(zip);
    }

    [Fact]
    public async Task A_damaged_dotenv_report_is_refused()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, OneJob);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        (await job.UploadAsync("not gzip"u8.ToArray(), ".env.gz", "artifact_format=gzip&artifact_type=dotenv")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await job.UploadAsync("no equals sign"u8.ToArray(), ".env", "artifact_format=raw&artifact_type=dotenv")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await job.SucceedAsync();
    }

    [Fact]
    public async Task Tags_and_protection_decide_who_gets_a_job()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "tagged: { script: [make], tags: [arm64, deb] }");
        using var plain = await own.RunnerAsync(runUntagged: true);
        using var tagged = await own.RunnerAsync(["arm64", "deb", "more"]);
        var pipeline = await own.RunAsync();
        var job = pipeline.Jobs.Single();
        (await own.Admin.PatchAsJsonAsync($"/api/v2/runners/{tagged.Id}", new { paused = true })).EnsureSuccessStatusCode();
        (await plain.TryRequestAsync()).ShouldBeNull();
        var why = (await own.Admin.GetFromJsonAsync<WaitReason>($"{own.Api}/jobs/{job.Id}/why"))!;
        why.Code.ShouldBe("no-runner");
        why.Runners.Select(runner => runner.Obstacle).ShouldBe(["it has no tag arm64, deb", "it is paused"]);
        var held = tagged.TryRequestAsync(); // paused: let go at once
        (await held).ShouldBeNull();
        (await own.Admin.PatchAsJsonAsync($"/api/v2/runners/{tagged.Id}", new { paused = false })).EnsureSuccessStatusCode();
        (await tagged.RequestAsync()).Id.ShouldBe(job.Id);
    }
}
