using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Tests;

/// <summary>Who may turn duties on, what they are as, and what becomes of those that fail.</summary>
public sealed class DutyTests(SharedServer shared)
{
    [Fact]
    public async Task A_duty_is_off_until_a_maintainer_turns_it_on_and_off_it_leaves_no_token()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        (await own.DutyAsync("known-hosts")).ShouldSatisfyAllConditions(duty => duty.Active.ShouldBeFalse(), duty => duty.NextRunAt.ShouldBeNull(), duty => duty.Owner.ShouldBeNull());
        await RefusedAsync(await own.Client.PostAsync(new Uri($"{own.Api}/upkeep/known-hosts/run", UriKind.Relative), null), 409, "upkeep.off");
        var set = await own.EnableAsync("known-hosts", new SetUpkeep(true, "30 1 * * *", "Europe/Berlin"));
        set.NextRunAt.ShouldNotBeNull();
        set.Owner.ShouldBe(own.Maintainer);
        (await TokensAsync(own)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            token => token.Project.ShouldBe(own.Path), token => token.User.ShouldBe("upkeep-bot"), token => token.Scope.ShouldBe("push"));
        await own.PutAsync<UpkeepInfo>($"{own.Api}/upkeep/known-hosts", new SetUpkeep(false));
        (await TokensAsync(own)).ShouldBeEmpty();
        (await own.DutyAsync("known-hosts")).ShouldSatisfyAllConditions(duty => duty.Active.ShouldBeFalse(), duty => duty.Cron.ShouldBe("30 1 * * *"), duty => duty.NextRunAt.ShouldBeNull());
    }

    [Fact]
    public async Task Only_maintainers_see_it()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        var (developer, _) = await own.UserAsync("dev-" + own.Maintainer, "developer");
        var (outsider, _) = await own.UserAsync("out-" + own.Maintainer, null);
        await RefusedAsync(await developer.GetAsync(new Uri($"{own.Api}/upkeep", UriKind.Relative)), 403, "forbidden");
        await RefusedAsync(await developer.PutAsJsonAsync($"{own.Api}/upkeep/deps", new SetUpkeep(true)), 403, "forbidden");
        await RefusedAsync(await outsider.GetAsync(new Uri($"{own.Api}/upkeep", UriKind.Relative)), 404, "not-found");
        using var nobody = shared.Server.Client(token: null);
        await RefusedAsync(await nobody.GetAsync(new Uri($"{own.Api}/upkeep", UriKind.Relative)), 401, "unauthenticated");
        ((int)(await nobody.GetAsync(new Uri($"/{own.Path}/-/upkeep", UriKind.Relative))).StatusCode).ShouldBe(404);
        await RefusedAsync(await own.Client.GetAsync(new Uri($"{own.Api}/upkeep/runs/1", UriKind.Relative)), 404, "not-found");
    }

    [Theory]
    [InlineData("never", null, null, "'never' is no time")]
    [InlineData(null, "Mars", null, "'Mars' is no time zone")]
    [InlineData(null, null, "../known_hosts", "no file in a project")]
    public async Task What_can_not_be_is_refused_in_words(string? cron, string? zone, string? file, string says)
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        var answer = await own.Client.PutAsJsonAsync($"{own.Api}/upkeep/known-hosts", new SetUpkeep(true, cron, zone, File: file));
        (await RefusedAsync(answer, 422, "request.malformed")).Detail!.ShouldContain(says);
    }

    [Fact]
    public async Task A_failing_run_is_told_and_comes_later_each_time_until_it_works()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(("readme", "nothing here"));
        await own.EnableAsync("known-hosts");
        await own.Admin.GetStringAsync("/metrics"); // figures are counted from the first look at them
        var failed = await own.RunAsync("known-hosts");
        failed.Run.ShouldSatisfyAllConditions(run => run.State.ShouldBe("failed"), run => run.Code.ShouldBe("upkeep.no-hosts"), run => run.Reason!.ShouldContain("support/known_hosts"));
        failed.Log.ShouldContain("upkeep.no-hosts");
        var once = await own.DutyAsync("known-hosts");
        await own.RunAsync("known-hosts");
        var twice = await own.DutyAsync("known-hosts");
        (once.Failures, twice.Failures).ShouldBe((1, 2));
        (once.NextRunAt - failed.Run.EndedAt).ShouldBe(TimeSpan.FromMinutes(5));
        (twice.NextRunAt - twice.LastRun!.EndedAt).ShouldBe(TimeSpan.FromMinutes(10));
        (await own.Admin.GetStringAsync("/metrics")).ShouldContain("slipway_upkeep_runs_total{duty=\"known-hosts\",outcome=\"failed\"}");

        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0");
        (await own.RunAsync("known-hosts")).Run.State.ShouldBe("done");
        (await own.DutyAsync("known-hosts")).ShouldSatisfyAllConditions(duty => duty.Failures.ShouldBe(0), duty => duty.NextRunAt!.Value.Month.ShouldBe(1));
    }

    [Fact]
    public async Task A_revoked_token_or_a_bot_that_was_put_out_ends_it_until_it_is_turned_on_again()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0");
        await own.EnableAsync("known-hosts");
        (await own.Admin.DeleteAsync(new Uri($"/api/v2/tokens/{(await TokensAsync(own))[0].Id}", UriKind.Relative))).EnsureSuccessStatusCode();
        (await own.RunAsync("known-hosts")).Run.Code.ShouldBe("upkeep.token-revoked");
        await own.EnableAsync("known-hosts");
        (await own.RunAsync("known-hosts")).Run.State.ShouldBe("done");
        (await own.Admin.DeleteAsync(new Uri($"{own.Api}/members/upkeep-bot", UriKind.Relative))).EnsureSuccessStatusCode();
        (await own.RunAsync("known-hosts")).Run.Code.ShouldBe("upkeep.bot-out");
    }

    static async Task<IReadOnlyList<TokenInfo>> TokensAsync(OwnProject own) =>
        [.. (await own.Admin.GetFromJsonAsync<TokenInfo[]>("/api/v2/tokens"))!.Where(token => token.Name.StartsWith("upkeep ", StringComparison.Ordinal) && token.Project == own.Path)];

    static async Task<Problem> RefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>())!;
        problem.Code.ShouldBe(code);
        return problem;
    }
}
