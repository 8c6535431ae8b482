using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.System.Tests.Crashes;

/// <summary>kill -9 of the server while its merge queue is at work.</summary>
public sealed class QueueCrashTests
{
    [Fact]
    public async Task A_killed_server_goes_on_with_its_queue()
    {
        await using var server = await ServerProcess.StartAsync();
        using var on = await QueueCase.CreateAsync(server);
        for (var round = 0; round < 3; round++)
        {
            var (one, two) = ((round * 2) + 1, (round * 2) + 2);
            await on.QueueAsync($"one-{round}", $"two-{round}");
            await Task.Delay(60 * round);
            server.Kill();
            await server.StartAgainAsync();
            // Whatever was under way, there is one live pipeline for each, upon what is ahead.
            var first = await on.JobAsync();
            var second = await on.JobAsync();
            await on.EndAsync(second, "success");
            await on.EndAsync(first, "success");
            await Task.Delay(40 * round);
            server.Kill();
            await server.StartAgainAsync();
            (await on.BecomesAsync(one, it => it.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(first.Commit);
            (await on.BecomesAsync(two, it => it.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(second.Commit);
            (await on.Merge.RefAsync("refs/heads/main")).ShouldBe(second.Commit);
            await on.Merge.FsckAsync();
        }
    }
}
