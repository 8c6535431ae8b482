using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Tests;

/// <summary>Host keys of a project, by the real server, sshd and git.</summary>
public sealed class KnownHostsTests(SharedServer shared)
{
    [Fact]
    public async Task A_new_key_becomes_one_merge_request_with_its_evidence_that_later_runs_change_and_nobody_merges_but_people()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key1");
        await own.EnableAsync("known-hosts");

        var first = await own.RunAsync("known-hosts");
        first.Run.State.ShouldBe("done", first.Log);
        first.Run.Outcome.ShouldBe("proposed", first.Log);
        var request = first.Run.Requests.ShouldHaveSingleItem();
        request.Outcome.ShouldBe("opened");
        var opened = (await own.OpenAsync()).ShouldHaveSingleItem();
        opened.Number.ShouldBe(request.Number!.Value);
        opened.Author.ShouldBe("upkeep-bot");
        opened.Reviewers.ShouldBe([own.Maintainer]);
        opened.Description.ShouldContain("published by its operator at");
        opened.Description.ShouldContain("seen from: here");
        opened.Description.ShouldContain("seen from: elsewhere");
        (await own.FileAsync("slipway/known-hosts", "support/known_hosts")).ShouldBe(host.Line("key0") + host.Line("key1"));
        first.Findings.ShouldHaveSingleItem().Lines.ShouldContain(line => line.Contains("published by its operator", StringComparison.Ordinal));

        (await own.RunAsync("known-hosts")).Run.Requests.ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");
        await host.UseAsync("key1", "key2");
        var third = await own.RunAsync("known-hosts");
        third.Run.Requests.ShouldHaveSingleItem().Outcome.ShouldBe("updated");
        third.Run.Requests[0].Number.ShouldBe(request.Number);
        (await own.OpenAsync()).ShouldHaveSingleItem().State.ShouldBe("opened");
        (await own.FileAsync("main", "support/known_hosts")).ShouldBe(host.Line("key0"));

        (await own.Admin.PostAsJsonAsync($"{own.Api}/merge-requests/{request.Number}/merge", new MergeNow())).EnsureSuccessStatusCode();
        var after = await own.RunAsync("known-hosts");
        after.Run.Outcome.ShouldBe("nothing", after.Log);
        (await own.OpenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_nobody_vouches_for_is_told_and_not_proposed()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0");
        await host.Sshd.RunAsync(["key1"]); // and its operator says nothing of it
        await own.EnableAsync("known-hosts");
        var run = await own.RunAsync("known-hosts");
        run.Run.Outcome.ShouldBe("attention", run.Log);
        run.Findings.ShouldHaveSingleItem().State.ShouldBe("alarm");
        (await own.OpenAsync()).ShouldBeEmpty();
        (await own.DutyAsync("known-hosts")).LastRun!.Outcome.ShouldBe("attention");
    }

    [Fact]
    public async Task Reviewers_are_those_of_the_duty_then_of_the_policy()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.UserAsync("bob-" + own.Maintainer, "maintainer");
        await own.UserAsync("eve-" + own.Maintainer, "maintainer");
        await own.CommitAsync(await host.FilesAsync("key0", reviewer: "bob-" + own.Maintainer));
        await host.UseAsync("key0", "key2");
        await own.EnableAsync("known-hosts");
        await own.RunAsync("known-hosts");
        var opened = (await own.OpenAsync()).ShouldHaveSingleItem();
        opened.Reviewers.ShouldBe(["bob-" + own.Maintainer]);

        (await own.Admin.PostAsync(new Uri($"{own.Api}/merge-requests/{opened.Number}/close", UriKind.Relative), null)).EnsureSuccessStatusCode();
        (await own.RunAsync("known-hosts")).Run.Requests.ShouldHaveSingleItem().Outcome.ShouldBe("declined");
        await host.UseAsync("key1", "key2");
        await own.EnableAsync("known-hosts", new SetUpkeep(true, Reviewers: ["eve-" + own.Maintainer]));
        await own.RunAsync("known-hosts");
        (await own.OpenAsync()).ShouldHaveSingleItem().Reviewers.ShouldBe(["eve-" + own.Maintainer]);
    }

    [Fact]
    public async Task Each_named_branch_has_a_request_of_its_own()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await own.GitAsync("push", "--quiet", "-o", "ci.skip", "origin", "HEAD:1-0/stable");
        await host.UseAsync("key0", "key2");
        await own.EnableAsync("known-hosts", new SetUpkeep(true, Branches: ["main", "1-0/stable"]));
        var run = await own.RunAsync("known-hosts");
        run.Run.Requests.Select(one => (one.Target, one.Outcome)).ShouldBe([("main", "opened"), ("1-0/stable", "opened")], run.Log);
        (await own.OpenAsync()).Select(one => one.TargetBranch).Order(StringComparer.Ordinal).ShouldBe(["1-0/stable", "main"]);
    }
}
