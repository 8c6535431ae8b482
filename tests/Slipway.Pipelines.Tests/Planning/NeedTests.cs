using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Tests.Planning;

public sealed class NeedTests
{
    [Fact]
    public async Task Needs_are_the_jobs_of_the_pipeline()
    {
        var pipeline = await Ci.PipelineAsync("""
            stages: [build, test]
            a: {stage: build, script: x}
            m: {stage: build, script: x, parallel: {matrix: [{OS: [debian, fedora], V: ["1", "2"]}]}}
            n: {stage: build, script: x, parallel: 2}
            gone: {stage: build, script: x, rules: [{when: never}]}
            j:
              stage: test
              script: x
              needs:
                - a
                - {job: m, artifacts: false, parallel: {matrix: [{OS: debian, V: ["1", "2"]}]}}
                - {job: gone, optional: true}
                - n
                - {project: g/p, ref: main, job: build, artifacts: true}
                - {pipeline: $PARENT_PIPELINE_ID, job: made}
            none: {stage: test, script: x, needs: []}
            order: {stage: test, script: x}
            deps: {stage: test, script: x, dependencies: [n, gone]}
            both: {stage: test, script: x, needs: [a, n], dependencies: [a]}
            """);
        var job = pipeline.Job("j");
        job.Needs.ShouldBe([new("a", true), new("m: [debian, 1]", false), new("m: [debian, 2]", false), new("n 1/2", true), new("n 2/2", true)]);
        job.ArtifactsFrom.ShouldBe(["a", "n 1/2", "n 2/2"]);
        job.OutsideNeeds.ShouldBe([new OutsideNeed.ProjectJob("g/p", "main", "build", true), new OutsideNeed.PipelineJob("$PARENT_PIPELINE_ID", "made", true)]);
        pipeline.Job("none").Needs.ShouldBeEmpty();
        pipeline.Job("none").ArtifactsFrom.ShouldBeEmpty();
        pipeline.Job("order").Needs.ShouldBeNull();
        pipeline.Job("order").ArtifactsFrom.ShouldBeNull();
        pipeline.Job("deps").ArtifactsFrom.ShouldBe(["n 1/2", "n 2/2"]);
        pipeline.Job("both").ArtifactsFrom.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_matrix_makes_a_job_of_each_combination()
    {
        var pipeline = await Ci.PipelineAsync("""
            job:
              script: x
              variables: {OS: none, Z: z}
              parallel:
                matrix:
                  - {OS: [debian, fedora], ARCH: [amd64, arm64]}
                  - {OS: alpine}
              tags: [$ARCH]
              rules: [{if: $OS != "fedora" || $ARCH == "arm64"}]
            next: {stage: deploy, script: x, parallel: {matrix: [{OS: [debian]}]}, needs: [{job: job, parallel: {matrix: [{OS: ['$[[ matrix.OS ]]'], ARCH: amd64}]}}]}
            """);
        pipeline.Jobs.Select(job => job.Name).ShouldBe(["job: [debian, amd64]", "job: [debian, arm64]", "job: [fedora, arm64]", "job: [alpine]", "next: [debian]"]);
        var second = pipeline.Jobs[1];
        (second.Family, second.NodeIndex, second.NodeTotal).ShouldBe(("job", 2, 5));
        second.Tags.ShouldBe(["arm64"]);
        second.Variables.ShouldBe([new("OS", "debian"), new("Z", "z"), new("ARCH", "arm64")]);
        pipeline.Jobs[^1].Needs.ShouldBe([new("job: [debian, amd64]", true)]);
    }

    [Theory]
    [InlineData("a: {script: x, rules: [{when: never}]}\nb: {script: x, needs: [a]}", "ci.missing-need")]
    [InlineData("a: {script: x, needs: [b]}\nb: {script: x, needs: [a]}", "ci.circle")]
    [InlineData("a: {script: x, needs: [a]}", "ci.circle")]
    [InlineData("a: {script: x, stage: build, needs: [b]}\nb: {script: x}", "ci.later-stage")]
    [InlineData("a: {script: x, stage: build, dependencies: [b]}\nb: {script: x}", "ci.later-stage")]
    [InlineData("a: {script: x, dependencies: [zzz]}", "ci.unknown-job")]
    [InlineData("a: {script: x, stage: build}\nc: {script: x, stage: build}\nb: {script: x, needs: [a], dependencies: [c]}", "ci.not-together")]
    [InlineData("a: {script: x, environment: {name: e, on_stop: b}}\nb: {script: x}", "ci.on-stop")]
    [InlineData("a: {script: x, parallel: {matrix: [{A: [x, x]}]}}", "ci.duplicate-job")]
    [InlineData("a: {script: x, parallel: {matrix: [{A: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15], B: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}]}}", "ci.wrong-value")]
    public async Task What_cannot_be_ordered_is_refused(string yaml, string code) => (await Ci.ErrorAsync(yaml)).Code.ShouldBe(code);

    [Fact]
    public async Task A_missing_need_says_how_to_make_it_optional() =>
        (await Ci.ErrorAsync("a: {script: x, rules: [{when: never}]}\nb: {script: x, needs: [a]}")).Remedy.ShouldNotBeNull().ShouldContain("optional: true");
}
