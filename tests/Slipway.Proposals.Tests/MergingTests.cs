using Slipway.Proposals.Forges;

namespace Slipway.Proposals.Tests;

/// <summary>Merging by itself: only what is ours, and only what is green.</summary>
public sealed class MergingTests(SharedServer shared)
{
    async Task<Place> OpenAsync(ForgeKind kind)
    {
        var place = await (kind == ForgeKind.Slipway ? (Place)new SlipwayPlace(shared.Server) { Role = "maintainer" } : new FakePlace(kind)).OpenAsync();
        await place.Person.CommitAsync(".gitlab-ci.yml", "check:\n  script: make check\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]\n");
        await place.Person.RunAsync("push", "--quiet", "origin", "main");
        return place;
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_waits_for_its_pipeline_is_merged_when_that_is_green_and_its_branch_goes(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        await place.StartPipelineAsync(opened.Commit!);

        (await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default)).State.ShouldBe(ForgeMergeState.Waits);
        (await place.SeeAsync(opened.Request.Number)).State.ShouldBe("opened");
        await place.EndPipelineAsync(opened.Commit!, green: true);

        for (var tries = 0; (await place.SeeAsync(opened.Request.Number)).State != "merged"; tries++)
        {
            tries.ShouldBeLessThan(100);
            // GitHub merges in a later run; Slipway and GitLab by themselves.
            if (kind == ForgeKind.GitHub)
            {
                (await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default)).State.ShouldBe(ForgeMergeState.Merged);
            }

            await Task.Delay(100);
        }

        if (kind == ForgeKind.Slipway)
        {
            (await place.FileAsync("main", "support/known_hosts")).ShouldBe("new\n");
        }

        if (kind != ForgeKind.GitLab) // whose branch is deleted by itself
        {
            (await place.FileAsync(Place.Branch, "README.md")).ShouldBeNull();
        }
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_is_red_is_not_merged_and_what_failed_is_named(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        await place.StartPipelineAsync(opened.Commit!);
        await place.EndPipelineAsync(opened.Commit!, green: false);

        var merge = await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default);
        for (var tries = 0; merge.State == ForgeMergeState.Waits && tries < 50; tries++)
        {
            await Task.Delay(100);
            merge = await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default);
        }

        merge.State.ShouldBe(ForgeMergeState.Not);
        merge.Says.ShouldContain(kind == ForgeKind.GitHub ? "The check test is failure." : "is failed.");
        (await place.SeeAsync(opened.Request.Number)).State.ShouldBe("opened");
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_has_no_pipeline_is_not_green(ForgeKind kind)
    {
        await using var place = await (kind == ForgeKind.Slipway ? (Place)new SlipwayPlace(shared.Server) { Role = "maintainer" } : new FakePlace(kind)).OpenAsync();
        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        (await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default)).State.ShouldBe(ForgeMergeState.Not);
        (await place.SeeAsync(opened.Request.Number)).State.ShouldBe("opened");
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_somebody_pushed_after_us_is_not_merged_in_our_name(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        await place.StartPipelineAsync(opened.Commit!);
        (await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default)).State.ShouldBe(ForgeMergeState.Waits);
        await place.FileAsync(Place.Branch, "README.md");
        await place.Person.RunAsync("switch", "--quiet", "-C", Place.Branch, "origin/" + Place.Branch);
        var theirs = await place.Person.CommitAsync("support/known_hosts", "evil\n");
        await place.Person.RunAsync("push", "--quiet", "origin", Place.Branch);
        await place.StartPipelineAsync(theirs);
        await place.EndPipelineAsync(theirs, green: true);

        if (kind == ForgeKind.GitHub) // which is asked for the checks of our commit first
        {
            await place.EndPipelineAsync(opened.Commit!, green: true);
        }

        (await place.Proposer.MergeAsync(opened.Request, opened.Commit!, default)).State.ShouldBe(ForgeMergeState.Not);
        (await place.SeeAsync(opened.Request.Number)).State.ShouldBe("opened");
        (await place.FileAsync("main", "support/known_hosts")).ShouldBe("old\n");
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_project_is_private_where_its_members_alone_can_see_it(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        (await place.Proposer.IsPrivateAsync(default)).ShouldBeTrue();
        await place.ShowToAllAsync();
        (await place.Proposer.IsPrivateAsync(default)).ShouldBeFalse();
    }
}
