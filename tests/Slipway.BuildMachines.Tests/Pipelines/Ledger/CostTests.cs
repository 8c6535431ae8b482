using Slipway.BuildMachines.Jobs;

namespace Slipway.BuildMachines.Tests.Pipelines.Ledger;

/// <summary>What the change of one job asks of the database does not grow with its pipeline.</summary>
public sealed class CostTests
{
    [Fact]
    public async Task A_job_of_a_stage_of_three_hundred_costs_what_one_of_a_stage_of_three_costs()
    {
        var yaml = (int jobs) => $$"""
            stages: [build, test]
            build: { stage: build, script: [make], parallel: {{jobs}} }
            test: { stage: test, script: [test], parallel: {{jobs}} }
            """;
        var few = await CostAsync(yaml(3));
        var many = await CostAsync(yaml(150));
        many.ShouldBe(few);
        few.Commands.ShouldBeLessThan(20);
        few.Rows.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task A_job_that_another_needs_costs_what_the_other_costs_and_not_the_rest()
    {
        var yaml = (int pairs) => string.Join('\n', Enumerable.Range(0, pairs).Select(i => $$"""
            build {{i}}: { stage: build, script: [make] }
            test {{i}}: { stage: test, script: [test], needs: ["build {{i}}"] }
            """));
        (await CostAsync(yaml(150))).ShouldBe(await CostAsync(yaml(3)));
    }

    // Of a job's whole life: it runs, and it ends well.
    static async Task<(int Commands, int Rows)> CostAsync(string yaml)
    {
        await using var rig = await LedgerRig.StartAsync();
        var jobs = (await rig.LoadAsync(await rig.MakeAsync(yaml))).Jobs;
        var (first, second) = (jobs[0].Id, jobs.Where(job => job.State == JobState.Pending).ElementAt(1).Id);
        await rig.RunAsync(first); // the pipeline runs from then on
        using var cost = new DatabaseCost(rig.File);
        await rig.RunAsync(second);
        await rig.SucceedAsync(second);
        cost.Commands.ShouldNotBeEmpty();
        return (cost.Commands.Count, cost.Rows);
    }
}
