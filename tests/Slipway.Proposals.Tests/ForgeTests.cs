using Microsoft.AspNetCore.Http;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;
using Slipway.Proposals.Tests.Fakes;

namespace Slipway.Proposals.Tests;

/// <summary>What goes wrong with forges, and what only one of them does.</summary>
public sealed class ForgeTests(SharedServer shared)
{
    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_forks_request_from_a_branch_of_our_name_is_not_taken_for_ours(ForgeKind kind)
    {
        await using var place = (FakePlace)await new FakePlace(kind).OpenAsync();
        place.Fake.Requests.Add(new FakeRequest { Number = 1, Branch = Place.Branch, Target = "main", Title = "Gotcha", Body = "", FromFork = true });

        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();

        opened.Request.Number.ShouldBe(2);
        place.Fake.Requests[0].Title.ShouldBe("Gotcha");
        (await place.Proposer.OpenRequestsAsync("slipway/", default)).Select(one => one.Number).ShouldBe([2L]);
    }

    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_reviewer_whom_the_forge_does_not_know_is_a_warning_and_the_request_is_open(ForgeKind kind)
    {
        await using var place = await new FakePlace(kind).OpenAsync();
        var opened = (await place.Proposer.ProposeAsync(Place.Proposal(reviewers: "nobody"), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        opened.Warnings.ShouldHaveSingleItem().ShouldContain(kind == ForgeKind.GitLab ? "'nobody'" : "collaborator");
        (await place.OpenNumbersAsync()).ShouldBe([opened.Request.Number]);
    }

    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_request_that_another_process_opened_in_the_same_moment_is_updated_and_not_doubled(ForgeKind kind)
    {
        await using var place = (FakePlace)await new FakePlace(kind).OpenAsync();
        place.Fake.Before = request =>
        {
            if (request.Method == "POST" && place.Fake.Requests.Count == 0)
            {
                place.Fake.Requests.Add(new FakeRequest { Number = 1, Branch = Place.Branch, Target = "main", Title = "Renew host keys", Body = "" });
            }

            return null;
        };

        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Updated>().Request.Number.ShouldBe(1);
        place.Fake.Requests.Count.ShouldBe(1);
        place.Fake.Requests[0].Body.ShouldStartWith("The evidence.");
    }

    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task Lists_are_read_to_their_last_page(ForgeKind kind)
    {
        await using var place = (FakePlace)await new FakePlace(kind).OpenAsync();
        place.Fake.Requests.AddRange(Enumerable.Range(1, 250).Select(n => new FakeRequest { Number = n, Branch = $"slipway/deps/d{n}", Target = "main", Title = "t", Body = "" }));
        (await place.Proposer.OpenRequestsAsync("slipway/deps/", default)).Count.ShouldBe(250);
        place.Fake.Seen.Count.ShouldBe(3);
    }

    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task What_people_wrote_into_the_text_stays_until_ours_changes(ForgeKind kind)
    {
        await using var place = (FakePlace)await new FakePlace(kind).OpenAsync();
        await place.Proposer.ProposeAsync(Place.Proposal(), default);
        var one = place.Fake.Requests[0];
        one.Body = "Looked at by Ann.\n\n" + one.Body;
        one.Title = "Draft: " + one.Title;

        (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Unchanged>();
        one.Body.ShouldStartWith("Looked at by Ann.");
        await place.Proposer.ProposeAsync(Place.Proposal("newer\n"), default);
        one.Body.ShouldStartWith("The evidence.");
        one.Title.ShouldBe("Draft: Renew host keys");
    }

    [Theory, InlineData(ForgeKind.GitLab), InlineData(ForgeKind.GitHub)]
    public async Task A_token_that_is_not_known_is_said_so_without_showing_it(ForgeKind kind)
    {
        await using var place = (FakePlace)await new FakePlace(kind).OpenAsync();
        var proposer = new Proposer(place.Remote, Forge.Open(place.Address, "wrong-token-value"), TimeProvider.System);
        var refused = await Should.ThrowAsync<ProposalException>(() => proposer.ProposeAsync(Place.Proposal(), default));
        refused.Code.ShouldBe("forge.not-allowed");
        refused.Message.ShouldNotContain("wrong-token-value");
        (await place.FileAsync(Place.Branch, "README.md")).ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_is_no_forges_is_said_so()
    {
        await using var place = (FakePlace)await new FakePlace(ForgeKind.GitLab).OpenAsync();
        place.Fake.Before = _ => Results.Text("<html>Please sign in", "text/html");
        var refused = await Should.ThrowAsync<ProposalException>(() => place.Proposer.ProposeAsync(Place.Proposal(), default));
        refused.Code.ShouldBe("forge.unknown");
    }

    [Theory]
    [InlineData("https://gitlab.com/group/sub/tools.git", ForgeKind.GitLab, "https://gitlab.com/api/v4/", "group/sub/tools")]
    [InlineData("git@github.com:group/tools.git", ForgeKind.GitHub, "https://api.github.com/", "group/tools")]
    [InlineData("ssh://git@github.example.org:2222/group/tools", ForgeKind.GitHub, "https://github.example.org/api/v3/", "group/tools")]
    [InlineData("http://slipway.example.org:8080/group/tools.git", ForgeKind.Slipway, "http://slipway.example.org:8080/api/v2/", "group/tools")]
    public void An_address_says_its_forge(string remote, ForgeKind kind, string api, string project)
    {
        var address = ForgeAddress.Of(remote);
        (address.Kind, address.Api.AbsoluteUri, address.Project).ShouldBe((kind, api, project));
    }

    [Theory, InlineData("https://example.org/group/tools.git"), InlineData("/srv/git/tools.git"), InlineData("https://gitlab.com/tools"), InlineData("https://gitlab.com/a b/c")]
    public void An_address_that_does_not_say_its_forge_is_refused(string remote) =>
        Should.Throw<ProposalException>(() => ForgeAddress.Of(remote)).Code.ShouldBe("forge.unknown");

    [Fact]
    public async Task The_token_is_in_no_argument_of_git()
    {
        using var folder = new Slipway.Testing.TempFolder();
        await File.WriteAllTextAsync(folder["git"], $"#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{folder["arguments"]}'\nenv >> '{folder["environment"]}'\nexec /usr/bin/git \"$@\"\n");
        File.SetUnixFileMode(folder["git"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var place = (SlipwayPlace)await new SlipwayPlace(shared.Server).OpenAsync();
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{folder.Path}:{path}");
        try
        {
            (await place.Proposer.ProposeAsync(Place.Proposal(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        var arguments = await File.ReadAllTextAsync(folder["arguments"]);
        arguments.ShouldContain("push");
        arguments.ShouldNotContain(place.Token);
        (await File.ReadAllTextAsync(folder["environment"])).ShouldContain("extraHeader");
    }

    [Fact]
    public async Task A_server_that_lets_nobody_push_is_named_with_what_to_do()
    {
        await using var place = (SlipwayPlace)await new SlipwayPlace(shared.Server).OpenAsync();
        var proposer = new Proposer(place.Remote with { Token = "slp_" + new string('0', 48) }, place.Forge, TimeProvider.System);
        var refused = await Should.ThrowAsync<ProposalException>(() => proposer.ProposeAsync(Place.Proposal(), default));
        refused.Code.ShouldBe("git.not-allowed");
        refused.Message.ShouldNotContain("slp_0000");
    }
}
