using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Tests.Rules;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData("[{if: $NOPE}]", "No rule")]
    [InlineData("[{if: $CI_COMMIT_BRANCH, when: never}, {when: always}]", "says never")]
    public async Task A_pipeline_that_the_workflow_does_not_want_is_not_made(string rules, string why) =>
        (await Ci.CompileAsync($"workflow: {{rules: {rules}}}\njob: {{script: x}}")).ShouldBeOfType<CompileResult.NotWanted>().Why.ShouldContain(why);

    [Fact]
    public async Task The_workflow_names_the_pipeline_and_gives_variables()
    {
        var pipeline = await Ci.PipelineAsync("""
            variables: {KIND: none, KEEP: kept}
            workflow:
              name: '$KIND of $CI_COMMIT_BRANCH'
              auto_cancel: {on_new_commit: interruptible, on_job_failure: all}
              rules:
                - if: $CI_COMMIT_BRANCH == "main"
                  variables: {KIND: release}
                  auto_cancel: {on_new_commit: none}
            job: {script: x, rules: [{if: $KIND == "release"}]}
            own: {script: x, variables: {KIND: own}}
            """);
        pipeline.Name.ShouldBe("release of main");
        pipeline.AutoCancel.ShouldBe(new AutoCancel(OnNewCommit.None, OnJobFailure: false));
        pipeline.Job("job").Variables.ShouldBe([new("KEEP", "kept"), new("KIND", "release")], ignoreOrder: true);
        pipeline.Job("own").Variables.ShouldContain(new JobVariable("KIND", "own"));
    }

    [Fact]
    public async Task Only_edge_stages_make_no_pipeline() =>
        (await Ci.CompileAsync("a: {script: x, stage: .pre}\nb: {script: x, stage: .post}")).ShouldBeOfType<CompileResult.NotWanted>();

    [Fact]
    public async Task No_configuration_is_no_pipeline() =>
        (await Ci.CompileAsync(new FakeSource())).ShouldBeOfType<CompileResult.NotWanted>().Why.ShouldContain(Ci.Entry);

    [Fact]
    public async Task Stages_are_in_order_with_the_edges_outside()
    {
        var pipeline = await Ci.PipelineAsync("""
            stages: [one, [two]]
            d: {script: x, stage: .post}
            c: {script: x, stage: two}
            b: {script: x, stage: one}
            a: {script: x, stage: .pre}
            """);
        pipeline.Stages.ShouldBe([".pre", "one", "two", ".post"]);
        pipeline.Jobs.Select(job => job.Name).ShouldBe(["a", "b", "c", "d"]);
    }
}
