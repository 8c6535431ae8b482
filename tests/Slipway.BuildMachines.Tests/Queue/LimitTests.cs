using System.Net;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Queue;

public sealed class LimitTests
{
    const long Megabyte = 1 << 20;

    [Fact]
    public async Task Of_500_MB_of_output_as_much_is_kept_as_the_limit_says_and_the_trace_says_so()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:20");
        using var own = await OwnProject.CreateAsync(server, "build: { script: [\"yes\"] }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var piece = new byte[Megabyte];
        piece.AsSpan().Fill((byte)'y');
        for (var sent = 0; sent < 500; sent++)
        {
            (await job.PatchAsync(piece, (int)(sent * Megabyte))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        var crc = new System.IO.Hashing.Crc32();
        for (var sent = 0; sent < 500; sent++)
        {
            crc.Append(piece);
        }

        (await job.UpdateAsync("success", checksum: $"crc32:{crc.GetCurrentHashAsUInt32():x8}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await own.JobAsync(job.Id)).State.ShouldBe("success");
        var file = new FileInfo(Directory.GetFiles(Path.Combine(server.Data, "traces"), $"{job.Id}-1.log", SearchOption.AllDirectories).Single());
        file.Length.ShouldBeInRange(100 * Megabyte, (100 * Megabyte) + 1000);
        var end = await own.Admin.GetStringAsync($"{own.Api}/jobs/{job.Id}/trace?offset={100 * Megabyte}");
        end.ShouldContain("has reached its limit of 104857600 bytes");
        (await own.Admin.GetStringAsync($"/{own.Path}/-/jobs/{job.Id}")).Length.ShouldBeLessThan((int)(2 * Megabyte));
    }

    [Fact]
    public async Task A_job_that_its_runner_does_not_end_in_time_is_ended_by_the_server_and_told_to_stop()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:20", "--Queue:TimeoutGrace=00:00:01");
        using var own = await OwnProject.CreateAsync(server, "build: { script: [sleep], timeout: 2 seconds }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        var ended = await own.JobBecomesAsync(job.Id, "failed");
        ended.FailureReason.ShouldBe("job_execution_timeout");
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{job.Id}/trace")).ShouldContain("took longer than its timeout of 00:00:02");
        (await job.TraceAsync("still here")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
