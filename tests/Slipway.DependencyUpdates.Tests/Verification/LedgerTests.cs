using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Verification.Ledgers;

namespace Slipway.DependencyUpdates.Tests.Verification;

public sealed class LedgerTests
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, 500, TimeSpan.Zero), Tuesday = Monday.AddDays(1);

    static readonly DatasourceQuery Query = new(DatasourceNames.GitTags, "https://user:secret@git.example/x.git");

    static readonly string One = new('1', 40), Two = new('2', 40);

    [Fact]
    public void A_moved_tag_is_an_alarm_and_keeps_its_first_sight()
    {
        var ledger = new Ledger();
        ledger.See(Query, [new("v1") { Commit = One }], Monday);
        ledger.Alarm(Query, new("v1") { Commit = One }).ShouldBeNull();
        ledger.Alarm(Query, new("v1") { Commit = Two })!.ShouldSatisfyAllConditions(text => text.ShouldContain("moved"), text => text.ShouldContain(One), text => text.ShouldContain(Two), text => text.ShouldContain("2026-11-23"));
        ledger.See(Query, [new("v1") { Commit = Two }], Tuesday);
        ledger.Alarm(Query, new("v1") { Commit = Two }).ShouldNotBeNull();
        ledger.FirstSeen(Query, new("v1"))!.Value.Date.ShouldBe(Monday.Date);
    }

    [Fact]
    public void A_changed_digest_of_a_registry_or_an_archive_is_an_alarm()
    {
        var ledger = new Ledger();
        var npm = new DatasourceQuery(DatasourceNames.Npm, "p", "https://npm.example");
        ledger.See(npm, [new("1.0.0") { Checksum = new("sha512", "aa", "x") }], Monday);
        ledger.Alarm(npm, new("1.0.0") { Checksum = new("sha512", "bb", "x") })!.ShouldContain("changed");
        // Another kind of digest is not comparable, and so no alarm.
        ledger.Alarm(npm, new("1.0.0") { Checksum = new("sha1", "bb", "x") }).ShouldBeNull();
        var archive = new Uri("https://files.example/a.tar.gz?token=secret");
        ledger.See(archive, "aa", Monday);
        ledger.Alarm(archive, "bb")!.ShouldContain("sha256:aa");
        ledger.Write().ShouldNotContain("secret");
    }

    [Fact]
    public void Accepting_makes_the_next_sight_the_first()
    {
        var ledger = new Ledger();
        ledger.See(Query, [new("v1") { Commit = One }], Monday);
        ledger.Accept(Query, "v2").ShouldBeFalse();
        ledger.Accept(Query, "v1").ShouldBeTrue();
        ledger.See(Query, [new("v1") { Commit = Two }], Tuesday);
        ledger.Alarm(Query, new("v1") { Commit = Two }).ShouldBeNull();
    }

    [Fact]
    public void Its_text_is_canonical_and_holds_no_password()
    {
        var (a, b) = (new Ledger(), new Ledger());
        a.See(Query, [new("v1") { Commit = One }, new("v2")], Monday);
        b.See(Query, [new("v2")], Monday);
        b.See(Query, [new("v1") { Commit = One }], Monday);
        a.Write().ShouldBe(b.Write());
        a.Write().ShouldNotContain("secret");
        var again = Ledger.Read(a.Write(), out var faults);
        faults.ShouldBeEmpty();
        again.Write().ShouldBe(a.Write());
        again.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Two_copies_are_merged_by_their_lines_and_the_earlier_sight_counts()
    {
        var (mine, theirs) = (new Ledger(), new Ledger());
        mine.See(Query, [new("v1") { Commit = Two }, new("v2")], Tuesday);
        theirs.See(Query, [new("v1") { Commit = One }], Monday);
        var merged = Ledger.Read($"<<<<<<< mine\n{mine.Write()}=======\n{theirs.Write()}>>>>>>> theirs\n", out var faults);
        faults.Count.ShouldBe(3);
        merged.Count.ShouldBe(2);
        merged.FirstSeen(Query, new("v1"))!.Value.Date.ShouldBe(Monday.Date);
        merged.Alarm(Query, new("v1") { Commit = Two }).ShouldNotBeNull();
    }
}
