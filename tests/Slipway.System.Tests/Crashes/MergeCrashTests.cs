using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.System.Tests.Crashes;

/// <summary>kill -9 of the server in the middle of a merge.</summary>
public sealed class MergeCrashTests
{
    [Fact]
    public async Task After_a_kill_at_any_moment_of_a_merge_it_is_merged_or_open_and_the_repository_is_sound()
    {
        await using var server = await ServerProcess.StartAsync();
        using var on = await MergeCase.CreateAsync(server);
        for (var round = 1; round <= 4; round++)
        {
            await on.Work.RunAsync("fetch", "--quiet", "origin");
            await on.BranchAsync($"topic-{round}", $"file-{round}", "x", "merge_request.create");
            var before = await on.RefAsync("refs/heads/main");
            var merging = TryMergeAsync(on, round);
            await Task.Delay(10 + (round * 35));
            server.Kill();
            var answered = await merging;
            await server.StartAgainAsync();
            await on.FsckAsync();
            // What the target says and what the merge request says agree, as soon as the start's work is done.
            using var client = server.Client();
            var moved = await on.RefAsync("refs/heads/main") != before;
            MergeRequestInfo one;
            do
            {
                one = (await client.GetFromJsonAsync<MergeRequestDetail>($"{on.Api}/{round}"))!.MergeRequest;
            }
            while (moved && one.State != "merged");

            one.State.ShouldBe(moved ? "merged" : "opened");
            if (answered)
            {
                moved.ShouldBeTrue();
            }

            if (!moved)
            {
                (await client.PostAsJsonAsync($"{on.Api}/{round}/merge", new MergeNow())).EnsureSuccessStatusCode();
            }

            (await on.RefAsync("refs/heads/main")).ShouldNotBe(before);
        }
    }

    static async Task<bool> TryMergeAsync(MergeCase on, int number)
    {
        try
        {
            return (await on.Admin.PostAsJsonAsync($"{on.Api}/{number}/merge", new MergeNow(Method: "squash"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
