using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Artifacts;

/// <summary>How long artifacts are there, by a clock that is set ahead while the server runs.</summary>
public sealed class ExpiryTests
{
    const string Configuration = """
        stages: [build, test]
        build: { stage: build, script: [make], artifacts: { paths: [out], expire_in: 1 week } }
        kept: { stage: build, script: [make], artifacts: { paths: [out], expire_in: 1 week } }
        never: { stage: build, script: [make], artifacts: { paths: [out], expire_in: never } }
        unsaid: { stage: build, script: [make], artifacts: { paths: [out] } }
        test: { stage: test, script: [test], needs: [build], when: manual }
        """;

    [Fact]
    public async Task An_artifact_is_gone_when_its_time_is_over_unless_somebody_kept_it_and_a_job_that_needs_it_fails_and_says_so()
    {
        using var clock = new MovingClock();
        await using var server = await ServerProcess.StartAsync(null, clock.Environment, "--Queue:Hold=00:00:20", "--Queue:Silent=01:00:00", "--Queue:Unconfirmed=01:00:00");
        using var own = await OwnProject.CreateAsync(server, Configuration);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var jobs = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            var job = await runner.TakeAsync();
            jobs[job.Name] = job.Id;
            (await job.UploadAsync([(byte)i, 2, 3], "artifacts.zip", "artifact_type=archive&artifact_format=zip&expire_in=2+days")).StatusCode.ShouldBe(HttpStatusCode.Created);
            await job.SucceedAsync();
        }

        var until = (await own.JobAsync(jobs["build"])).Artifacts.Single().ExpiresAt.ShouldNotBeNull();
        (until - clock.Now).TotalDays.ShouldBeInRange(6.9, 7.1); // as the configuration says, whatever the runner repeats
        (await own.JobAsync(jobs["never"])).Artifacts.Single().ExpiresAt.ShouldBeNull();
        ((await own.JobAsync(jobs["unsaid"])).Artifacts.Single().ExpiresAt!.Value - clock.Now).TotalDays.ShouldBeInRange(29.9, 30.1);
        await own.PostAsync($"jobs/{jobs["kept"]}/keep");
        (await own.JobAsync(jobs["kept"])).Artifacts.Single().ExpiresAt.ShouldBeNull();
        Blobs(server).Count.ShouldBe(4);

        clock.Ahead(TimeSpan.FromDays(6.5));
        (await DownloadAsync(own, jobs["build"])).ShouldBe(HttpStatusCode.OK);
        clock.Ahead(TimeSpan.FromDays(8));
        (await DownloadAsync(own, jobs["build"])).ShouldBe(HttpStatusCode.NotFound);
        (await own.JobAsync(jobs["build"])).Artifacts.ShouldBeEmpty();
        foreach (var there in (string[])["kept", "never", "unsaid"])
        {
            (await DownloadAsync(own, jobs[there])).ShouldBe(HttpStatusCode.OK);
        }

        using var late = await own.Admin.PostAsync($"{own.Api}/jobs/{jobs["build"]}/keep", null);
        late.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Its bytes go too, at the next sweep; that it was there is not forgotten.
        server.Kill();
        await server.StartAgainAsync();
        for (var tries = 0; Blobs(server).Count != 3; tries++)
        {
            tries.ShouldBeLessThan(100, "The blob is still there.");
            await Task.Delay(100);
        }

        var test = pipeline.Jobs.Single(job => job.Name == "test").Id;
        await own.PostAsync($"jobs/{test}/play");
        var asking = runner.RequestAsync();
        (await own.JobBecomesAsync(test, "failed")).FailureReason.ShouldBe("missing_dependency_failure");
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{test}/trace")).ShouldContain($"The artifacts of the job build ({jobs["build"]}) have expired");
        (await own.RunAsync()).ShouldNotBeNull();
        (await asking).Name.ShouldBe("build");
    }

    static async Task<HttpStatusCode> DownloadAsync(OwnProject own, long job)
    {
        using var answer = await own.Admin.GetAsync($"{own.Api}/jobs/{job}/artifacts/archive");
        return answer.StatusCode;
    }

    static List<string> Blobs(ServerProcess server) =>
        [.. Directory.GetFiles(Path.Combine(server.Data, "artifacts"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 64)];
}
