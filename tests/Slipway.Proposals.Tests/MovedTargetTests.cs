using System.Text;
using Slipway.Proposals.Forges;

namespace Slipway.Proposals.Tests;

/// <summary>What becomes of a change when others changed the same file since it was made.</summary>
public sealed class MovedTargetTests
{
    const string Before = "one = 1\n\n\n\ntwo = 2\n";

    static Proposal Change(string before = Before, string? after = "one = 1\n\n\n\ntwo = 3\n") =>
        Place.Proposal() with { Changes = [new("versions", after is null ? null : Encoding.UTF8.GetBytes(after)) { Before = Encoding.UTF8.GetBytes(before) }] };

    static async Task<Place> WithAsync(string now)
    {
        var place = await new FakePlace(ForgeKind.GitLab).OpenAsync();
        await place.Person.CommitAsync("versions", now);
        await place.Person.RunAsync("push", "--quiet", "origin", "main");
        return place;
    }

    [Fact]
    public async Task Where_it_is_as_it_was_the_change_is_what_it_is()
    {
        await using var place = await WithAsync(Before);
        (await place.Proposer.ProposeAsync(Change(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        (await place.FileAsync(Place.Branch, "versions")).ShouldBe("one = 1\n\n\n\ntwo = 3\n");
    }

    [Fact]
    public async Task Where_others_changed_another_line_both_changes_are_there()
    {
        await using var place = await WithAsync("zero = 0\none = 9\n\n\n\ntwo = 2\n");
        (await place.Proposer.ProposeAsync(Change(), default)).ShouldBeOfType<ProposalOutcome.Opened>();
        (await place.FileAsync(Place.Branch, "versions")).ShouldBe("zero = 0\none = 9\n\n\n\ntwo = 3\n");
    }

    [Theory, InlineData("one = 1\n\n\n\ntwo = 4\n"), InlineData("one = 1\n")]
    public async Task Where_others_changed_the_same_line_nothing_is_proposed(string now)
    {
        await using var place = await WithAsync(now);
        (await Should.ThrowAsync<ProposalException>(() => place.Proposer.ProposeAsync(Change(), default))).Code.ShouldBe("proposal.target-moved");
        (await Should.ThrowAsync<ProposalException>(() => place.Proposer.ProposeAsync(Change(after: null), default))).Code.ShouldBe("proposal.target-moved");
        (await place.FileAsync(Place.Branch, "versions")).ShouldBeNull();
        (await place.OpenNumbersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_others_made_the_same_change_there_is_nothing_to_propose()
    {
        await using var place = await WithAsync("one = 1\n\n\n\ntwo = 3\n");
        (await place.Proposer.ProposeAsync(Change(), default)).ShouldBeOfType<ProposalOutcome.NothingToPropose>();
    }

    [Fact]
    public async Task What_people_closed_stays_closed_for_its_subject_however_the_rest_of_the_file_changes()
    {
        await using var place = await WithAsync(Before);
        var change = Change() with { Subject = "two 3" };
        var opened = (await place.Proposer.ProposeAsync(change, default)).ShouldBeOfType<ProposalOutcome.Opened>();
        await place.CloseAsync(opened.Request.Number);
        await place.Person.CommitAsync("versions", "zero = 0\n" + Before);
        await place.Person.RunAsync("push", "--quiet", "origin", "main");
        (await place.Proposer.ProposeAsync(change, default)).ShouldBeOfType<ProposalOutcome.Declined>();
        (await place.Proposer.ProposeAsync(Change(after: "one = 1\n\n\n\ntwo = 4\n") with { Subject = "two 4" }, default)).ShouldBeOfType<ProposalOutcome.Opened>();
    }
}
