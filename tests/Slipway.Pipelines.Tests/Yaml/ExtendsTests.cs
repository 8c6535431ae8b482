namespace Slipway.Pipelines.Tests.Yaml;

/// <summary>Anchors, merge keys, extends and references.</summary>
public sealed class ExtendsTests
{
    [Fact]
    public async Task Extends_merges_maps_deep_and_replaces_lists()
    {
        var pipeline = await Ci.PipelineAsync("""
            .base: {script: [base], image: base, variables: {A: base, B: base}, tags: [a, b], rules: [{when: never}]}
            .mid: {extends: .base, variables: {B: mid}, rules: null}
            .other: {image: other, variables: {C: other}}
            job: {extends: [.mid, .other], tags: [c], variables: {D: job}}
            """);
        var job = pipeline.Job("job");
        job.Image!.Name.ShouldBe("other");
        job.Tags.ShouldBe(["c"]);
        job.Variables.ShouldBe([new("A", "base"), new("B", "mid"), new("C", "other"), new("D", "job")]);
    }

    [Theory]
    [InlineData(".a: {extends: .b}\n.b: {extends: .a}\njob: {extends: .a, script: x}", "extends itself")]
    [InlineData("job: {extends: job, script: x}", "extends itself")]
    public async Task A_circle_of_extends_is_an_error(string yaml, string message) => (await Ci.ErrorsAsync(yaml))[0].Message.ShouldContain(message);

    [Fact]
    public async Task Extends_may_go_eleven_levels_deep_and_no_more()
    {
        static string Chain(int levels) => ".l0: {script: x}\n" + string.Concat(Enumerable.Range(1, levels - 1).Select(level => $".l{level}: {{extends: .l{level - 1}}}\n")) + $"job: {{extends: .l{levels - 1}}}\n";
        (await Ci.NamesAsync(Chain(11))).ShouldBe(["job"]);
        (await Ci.ErrorsAsync(Chain(12))).ShouldContain(error => error.Code == "ci.extends");
    }

    [Fact]
    public async Task Merge_keys_work_as_in_Ruby()
    {
        var job = await Ci.JobAsync("""
            .a: &a {image: a, stage: build}
            .b: &b {image: b, tags: [b]}
            job:
              stage: test
              <<: [*a, *b]
              script: x
              image: own
            """);
        (job.Image!.Name, job.Stage).ShouldBe(("own", "build"));
        job.Tags.ShouldBe(["b"]);
    }

    [Fact]
    public async Task References_are_followed_through_references()
    {
        var job = await Ci.JobAsync("""
            .one: {script: [a, !reference [.two, script]], variables: {V: v, W: w}}
            .two: {script: [b], deep: {list: [c]}}
            job:
              script: [!reference [.one, script], !reference [.two, deep, list], d]
              variables: !reference [.one, variables]
              image: !reference [.img]
              rules: [!reference [.rules, rules], {when: always}]
            .img: debian
            .rules: {rules: [{if: $NOPE}]}
            """);
        job.Script.ShouldBe(["a", "b", "c", "d"]);
        job.Variables.ShouldBe([new("V", "v"), new("W", "w")]);
        job.Image!.Name.ShouldBe("debian");
    }

    [Fact]
    public async Task References_reach_into_included_files()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "include: a.yml\njob: {script: [!reference [.a, script]]}", ["a.yml"] = ".a: {script: [x]}" } };
        (await Ci.PipelineAsync(source)).Job("job").Script.ShouldBe(["x"]);
    }

    [Theory]
    [InlineData("a: {script: !reference [a, script]}")]
    [InlineData("a: {script: [!reference [b, script]]}\nb: {script: [!reference [a, script]]}")]
    [InlineData("a: {script: !reference [nope, script]}")]
    [InlineData(".x: {y: text}\na: {script: !reference [.x, y, z]}")]
    [InlineData("a: {script: !reference []}")]
    public async Task A_reference_to_nothing_or_to_itself_is_an_error(string yaml) => (await Ci.ErrorsAsync(yaml)).ShouldContain(error => error.Code == "ci.reference");

    [Fact]
    public async Task A_key_that_is_there_twice_is_warned_of_and_the_last_counts()
    {
        var result = (await Ci.CompileAsync("job: {script: a}\njob: {script: b}")).ShouldBeOfType<CompileResult.Compiled>();
        result.Pipeline.Job("job").Script.ShouldBe(["b"]);
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("ci.duplicate-key");
    }
}
