using Slipway.Proposals.Forges;

namespace Slipway.Proposals.Tests;

/// <summary>The same on the real Slipway server, and on the APIs of GitLab and GitHub.</summary>
public sealed class ProposalTests(SharedServer shared)
{
    Task<Place> OpenAsync(ForgeKind kind) => (kind == ForgeKind.Slipway ? (Place)new SlipwayPlace(shared.Server) : new FakePlace(kind)).OpenAsync();

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_proposal_is_a_commit_on_a_branch_and_a_request_that_a_person_is_asked_to_review(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);

        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(reviewers: place.Reviewer), default)).ShouldBeOfType<ProposalOutcome.Opened>();

        opened.Warnings.ShouldBeEmpty();
        (await place.FileAsync(Place.Branch, "support/known_hosts")).ShouldBe("new\n");
        (await place.FileAsync("main", "support/known_hosts")).ShouldBe("old\n");
        (await place.Person.RunAsync("log", "--format=%an <%ae> %s", $"origin/main..origin/{Place.Branch}")).Trim().ShouldBe("Robot <robot@example.org> Renew host keys");
        var seen = await place.SeeAsync(opened.Request.Number);
        (seen.State, seen.Title).ShouldBe(("opened", "Renew host keys"));
        seen.Body.ShouldStartWith("The evidence.\n");
        seen.Labels.ShouldBe(["maintenance"]);
        seen.Asked.ShouldBe([place.Reviewer]);
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task The_same_again_changes_nothing_and_another_content_changes_the_one_that_is_open(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var first = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>().Request;
        var head = await HeadAsync(place);

        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Unchanged>().Request.Number.ShouldBe(first.Number);
        (await HeadAsync(place)).ShouldBe(head);

        var updated = (await place.Proposer.ProposeAsync(Place.Proposal("newer\n", body: "More evidence."), default)).ShouldBeOfType<ProposalOutcome.Updated>();
        (updated.Request.Number, updated.Pushed).ShouldBe((first.Number, true));
        (await place.FileAsync(Place.Branch, "support/known_hosts")).ShouldBe("newer\n");
        (await place.SeeAsync(first.Number)).Body.ShouldStartWith("More evidence.\n");
        (await place.OpenNumbersAsync()).ShouldBe([first.Number]);
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_persons_commit_on_the_branch_is_not_overwritten(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var request = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>().Request;
        await place.FileAsync(Place.Branch, "README.md");
        await place.Person.RunAsync("switch", "--quiet", "-C", Place.Branch, "origin/" + Place.Branch);
        var theirs = await place.Person.CommitAsync("support/known_hosts", "by hand\n");
        await place.Person.RunAsync("push", "--quiet", "origin", Place.Branch);

        var taken = (await place.Proposer.ProposeAsync(Place.Proposal("newer\n"), default)).ShouldBeOfType<ProposalOutcome.TakenOver>();

        taken.Request!.Number.ShouldBe(request.Number);
        taken.By.ShouldBe("Ann <ann@example.org>");
        (await HeadAsync(place)).ShouldBe(theirs);
        (await place.Proposer.CloseAsync(request, "Obsolete.", default)).ShouldBeFalse();
        (await HeadAsync(place)).ShouldBe(theirs);
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task When_the_target_moves_the_commit_is_made_again_on_it(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        await place.Person.CommitAsync("README.md", "# Moved\n");
        await place.Person.RunAsync("push", "--quiet", "origin", "main");

        (await place.Proposer.ProposeAsync(Place.Proposal() with { FollowTarget = false }, default)).ShouldBeOfType<ProposalOutcome.Unchanged>();
        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Updated>().Pushed.ShouldBeTrue();

        (await place.FileAsync(Place.Branch, "README.md")).ShouldBe("# Moved\n");
        (await place.Person.RunAsync("rev-list", "--count", $"origin/main..origin/{Place.Branch}")).Trim().ShouldBe("1");
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_people_closed_is_not_asked_again_but_something_else_is(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        var first = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>().Request;
        await place.CloseAsync(first.Number);

        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Declined>().Request.Number.ShouldBe(first.Number);
        var second = (await place.Proposer.ProposeAsync(Place.Proposal("newer\n"), default)).ShouldBeOfType<ProposalOutcome.Opened>().Request;

        second.Number.ShouldNotBe(first.Number);
        (await place.OpenNumbersAsync()).ShouldBe([second.Number]);
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_is_obsolete_is_closed_with_the_reason_and_may_come_again(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        var nothing = (await place.Proposer.ProposeAsync(Place.Proposal("old\n"), default)).ShouldBeOfType<ProposalOutcome.NothingToPropose>();

        (await place.Proposer.CloseAsync(nothing.Open!, "The host has its old key again.", default)).ShouldBeTrue();

        var seen = await place.SeeAsync(nothing.Open!.Number);
        seen.State.ShouldBe("closed");
        seen.Comments.ShouldContain("The host has its old key again.");
        (await place.FileAsync(Place.Branch, "README.md")).ShouldBeNull();
        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
    }

    [Theory, InlineData(ForgeKind.Slipway), InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task Our_open_requests_are_listed_by_how_their_branches_begin(ForgeKind kind)
    {
        await using var place = await OpenAsync(kind);
        await place.Proposer.ProposeAsync(Place.Proposal(), default);
        await place.Proposer.ProposeAsync(Place.Proposal() with { Branch = "slipway/deps/zlib" }, default);

        (await place.Proposer.OpenRequestsAsync("slipway/deps/", default)).Select(one => one.Branch).ShouldBe(["slipway/deps/zlib"]);
        (await place.Proposer.OpenRequestsAsync("slipway/", default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Files_come_and_go_and_keep_their_modes()
    {
        await using var place = await OpenAsync(ForgeKind.GitLab);
        await place.Person.CommitAsync("run", "#!/bin/sh\n");
        await place.Person.RunAsync("update-index", "--chmod=+x", "run");
        await place.Person.RunAsync("commit", "--quiet", "--message", "Executable");
        await place.Person.RunAsync("push", "--quiet", "origin", "main");
        var change = Place.Proposal() with { Changes = [new("run", "#!/bin/bash\n"u8.ToArray()), new("README.md", null), new("new/file", "x"u8.ToArray())] };

        (await place.Proposer.ProposeAsync(change, default)).ShouldBeOfType<ProposalOutcome.Opened>();

        await place.FileAsync(Place.Branch, "run");
        (await place.Person.RunAsync("diff", "--raw", "--abbrev=4", "origin/main", "origin/" + Place.Branch)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[..14] + line[^(line.Length - line.IndexOf('\t'))..]).ShouldBe([":100644 000000\tREADME.md", ":000000 100644\tnew/file", ":100755 100755\trun"]);
    }

    [Theory, InlineData("../x"), InlineData("a//b"), InlineData(".git/config"), InlineData("/etc/passwd"), InlineData("a/.GIT/hooks/x")]
    public async Task A_path_that_leads_out_of_the_repository_is_refused(string path)
    {
        await using var place = await OpenAsync(ForgeKind.GitLab);
        var refused = await Should.ThrowAsync<ProposalException>(() => place.Proposer.ProposeAsync(Place.Proposal() with { Changes = [new(path, "x"u8.ToArray())] }, default));
        refused.Code.ShouldBe("proposal.malformed");
    }

    static async Task<string> HeadAsync(Place place)
    {
        await place.FileAsync(Place.Branch, "README.md");
        return (await place.Person.RunAsync("rev-parse", "origin/" + Place.Branch)).Trim();
    }
}
