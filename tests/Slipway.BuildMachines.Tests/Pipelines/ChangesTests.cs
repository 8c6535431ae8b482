namespace Slipway.BuildMachines.Tests.Pipelines;

public sealed class ChangesTests(SharedServer shared)
{
    [Fact]
    public async Task Compare_to_looks_at_what_the_branch_changed_and_not_at_what_the_other_one_did_since()
    {
        const string Configuration = """
            always: { script: [make] }
            mine: { script: [make], rules: [{ changes: { paths: [mine.txt], compare_to: refs/heads/main } }] }
            theirs: { script: [make], rules: [{ changes: { paths: [theirs.txt], compare_to: refs/heads/main } }] }
            """;
        using var own = await OwnProject.CreateAsync(shared.Server, Configuration);
        await own.GitAsync("checkout", "--quiet", "-b", "feature");
        await own.AddAsync("mine.txt", "1");
        await own.PushAsync(Configuration, "-o", "ci.skip");
        await own.GitAsync("checkout", "--quiet", "main");
        await own.AddAsync("theirs.txt", "1");
        await own.PushAsync(Configuration, "-o", "ci.skip");
        (await own.RunAsync(@ref: "feature")).Jobs.Select(job => job.Name).ShouldBe(["always", "mine"]);
    }
}
