using Slipway.Contracts.Upkeep;
using Slipway.Testing;

namespace Slipway.Upkeep.Tests;

/// <summary>What happens by the clock, and through kill -9.</summary>
public sealed class CrashTests(SharedServer shared)
{
    [Fact]
    public async Task The_schedule_opens_a_merge_request_and_the_next_time_doubles_nothing()
    {
        await using var host = await KeptHost.StartAsync();
        await using var server = await ServerProcess.StartAsync(null, new Dictionary<string, string?> { ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketime.so.1", ["FAKETIME"] = "+0 x10" }, shared.Options);
        using var own = await OwnProject.CreateAsync(server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0", "key2");
        await own.EnableAsync("known-hosts", new SetUpkeep(true, "* * * * *"));
        var runs = await EndedAsync(own, 2);
        runs.ShouldAllBe(run => run.Trigger == "schedule" && run.By == null);
        runs.Select(run => run.Requests.Single().Outcome).ShouldBe(["opened", "unchanged"]);
        (await own.OpenAsync()).ShouldHaveSingleItem().Reviewers.ShouldBe([own.Maintainer]);
    }

    [Fact]
    public async Task A_server_that_is_killed_at_any_moment_leaves_one_merge_request_and_no_run_that_runs()
    {
        await using var host = await KeptHost.StartAsync();
        await using var server = await ServerProcess.StartAsync(null, shared.Options);
        using var own = await OwnProject.CreateAsync(server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0", "key2");
        await own.EnableAsync("known-hosts");
        var states = new HashSet<string>(StringComparer.Ordinal);
        foreach (var moment in new[] { 50, 200, 350, 500, 700 })
        {
            (await own.Client.PostAsync(new Uri($"{own.Api}/upkeep/known-hosts/run", UriKind.Relative), null)).EnsureSuccessStatusCode();
            await Task.Delay(moment);
            server.Kill();
            await server.StartAgainAsync();
            var last = await own.EndAsync((await own.RunsAsync("known-hosts"))[0].Id);
            states.Add(last.Run.State);
            (await own.DutyAsync("known-hosts")).NextRunAt.ShouldNotBeNull();
        }

        states.ShouldContain("interrupted");
        var end = await own.RunAsync("known-hosts");
        end.Run.Outcome.ShouldBe("proposed", end.Log);
        (await own.OpenAsync()).ShouldHaveSingleItem();
        (await own.RunsAsync("known-hosts")).ShouldAllBe(run => run.EndedAt != null);
        (await own.FileAsync("slipway/known-hosts", "support/known_hosts")).ShouldBe(host.Line("key0") + host.Line("key2"));
    }

    [Fact]
    public async Task Of_one_duty_one_run_is_under_way()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0");
        await own.EnableAsync("known-hosts");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => own.Client.PostAsync(new Uri($"{own.Api}/upkeep/known-hosts/run", UriKind.Relative), null)));
        answers.ShouldContain(answer => (int)answer.StatusCode == 202);
        answers.Where(answer => (int)answer.StatusCode != 202).ShouldAllBe(answer => (int)answer.StatusCode == 409);
        var runs = await Task.WhenAll((await own.RunsAsync("known-hosts")).Select(run => own.EndAsync(run.Id)));
        foreach (var (one, next) in runs.OrderBy(run => run.Run.Id).Zip(runs.OrderBy(run => run.Run.Id).Skip(1)))
        {
            next.Run.QueuedAt.ShouldBeGreaterThanOrEqualTo(one.Run.EndedAt!.Value);
        }
    }

    /// <summary>The first ones to end, oldest first.</summary>
    static async Task<IReadOnlyList<UpkeepRunInfo>> EndedAsync(OwnProject own, int count)
    {
        for (var i = 0; i < 400; i++)
        {
            var ended = (await own.RunsAsync("known-hosts")).Where(run => run.EndedAt is not null).OrderBy(run => run.Id).ToList();
            if (ended.Count >= count)
            {
                return ended[..count];
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The schedule did not fire.");
    }
}
