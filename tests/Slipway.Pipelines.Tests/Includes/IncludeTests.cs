namespace Slipway.Pipelines.Tests.Includes;

public sealed class IncludeTests
{
    [Fact]
    public async Task Included_files_come_first_and_the_file_itself_wins()
    {
        var source = new FakeSource
        {
            Files =
            {
                [Ci.Entry] = "include: [/one.yml, {local: two.yml}]\njob: {script: [own], variables: {A: own}}\n",
                ["one.yml"] = "job: {script: [one], image: one, variables: {A: one, B: one}}\n",
                ["two.yml"] = "include: nested.yml\njob: {image: two, variables: {B: two}}\n",
                ["nested.yml"] = "extra: {script: [x]}\n",
            },
        };
        var pipeline = await Ci.PipelineAsync(source);
        var job = pipeline.Job("job");
        job.Script.ShouldBe(["own"]);
        job.Image!.Name.ShouldBe("two");
        job.Variables.ShouldBe([new("A", "own"), new("B", "two")]);
        pipeline.Jobs.Select(job => job.Name).ShouldContain("extra");
    }

    [Theory]
    [InlineData("ci/*.yml", "a")]
    [InlineData("ci/**.yml", "a,b")]
    [InlineData("ci/**/*.yml", "b")]
    [InlineData("/ci/a.yml", "a")]
    [InlineData("$WHERE/a.yml", "a")]
    public async Task Local_files_may_be_patterns(string pattern, string names)
    {
        var source = new FakeSource { Files = { [Ci.Entry] = $"include: '{pattern}'", ["ci/a.yml"] = "a: {script: x}", ["ci/deep/b.yml"] = "b: {script: x}", ["ci/c.txt"] = "no" } };
        var pipeline = await Ci.PipelineAsync(source, Ci.Push() with { Project = [new("WHERE", "ci")] });
        string.Join(',', pipeline.Jobs.Select(job => job.Name)).ShouldBe(names);
    }

    [Fact]
    public async Task Other_projects_are_read_with_what_they_include_themselves()
    {
        var source = new FakeSource
        {
            Files = { [Ci.Entry] = "include: [{project: g/tools, ref: v1, file: [/a.yml, b.yml]}, {component: $HOST/g/parts/build@v2, inputs: {n: x}}]", ["local.yml"] = "wrong: {script: x}" },
            Projects =
            {
                ["g/tools@v1"] = new FakeSource { Files = { ["a.yml"] = "include: local.yml\na: {script: x}", ["b.yml"] = "b: {script: x}", ["local.yml"] = "theirs: {script: x}" } },
                ["g/parts@v2"] = new FakeSource { Files = { ["templates/build.yml"] = "spec: {inputs: {n: }}\n---\nbuild-$[[ inputs.n ]]: {script: x}" } },
            },
        };
        (await Ci.PipelineAsync(source, Ci.Push(variables: ("HOST", "host")))).Jobs.Select(job => job.Name).ShouldBe(["theirs", "a", "b", "build-x"]);
    }

    [Fact]
    public async Task What_cannot_be_included_is_told()
    {
        var source = new FakeSource
        {
            Files = { [Ci.Entry] = "include: [gone.yml, 'x/*.yml', {project: g/none, file: a.yml}, {project: g/p, file: none.yml}, {component: h/g/p/c@~latest}, {local: a.txt}]\nj: {script: x}" },
            Projects = { ["g/p"] = new FakeSource() },
        };
        (await Ci.ErrorsAsync(source)).Select(error => error.Code).ShouldBe(["ci.missing-file", "ci.missing-file", "ci.unknown-project", "ci.missing-file", "ci.component", "ci.include-path"]);
    }

    [Fact]
    public async Task The_value_of_a_variable_is_in_no_message()
    {
        var errors = await Ci.ErrorsAsync("include: [$SECRET.yml, {project: $SECRET, file: a.yml}]\nj: {script: x}", Ci.Push(variables: ("SECRET", "hunter2")));
        errors.Count.ShouldBe(2);
        string.Join('\n', errors).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_circle_of_includes_is_an_error()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "include: a.yml\nj: {script: x}", ["a.yml"] = "include: b.yml", ["b.yml"] = "include: a.yml" } };
        (await Ci.ErrorsAsync(source)).ShouldHaveSingleItem().Code.ShouldBe("ci.include-circle");
    }

    [Theory]
    [InlineData("{if: $YES}", true)]
    [InlineData("{if: $NOPE}", false)]
    [InlineData("{exists: [a.yml]}", true)]
    [InlineData("{if: $YES, when: never}", false)]
    [InlineData("{changes: [zzz]}", false)]
    public async Task Includes_have_rules(string rule, bool included)
    {
        var source = new FakeSource { Files = { [Ci.Entry] = $"include: {{local: a.yml, rules: [{rule}]}}\nj: {{script: x}}", ["a.yml"] = "a: {script: x}" }, Changed = new ChangedFiles.Known(["b"]) };
        (await Ci.PipelineAsync(source, Ci.Push(variables: ("YES", "1")))).Jobs.Any(job => job.Name == "a").ShouldBe(included);
    }

    [Fact]
    public async Task A_childs_files_can_be_the_entry()
    {
        var source = new FakeSource { Files = { ["a.yml"] = "spec: {inputs: {n: {type: number}}}\n---\na$[[ inputs.n ]]: {script: x}", ["b.yml"] = "b: {script: x}" } };
        var context = Ci.Push() with { Entry = new ConfigurationEntry.Includes([new Jobs.TriggerInclude.Local("a.yml", new Dictionary<string, string> { ["n"] = "3" }), new Jobs.TriggerInclude.Local("b.yml", new Dictionary<string, string>())]) };
        (await Ci.PipelineAsync(source, context)).Jobs.Select(job => job.Name).ShouldBe(["a3", "b"]);
        (await Ci.PipelineAsync(source, Ci.Push() with { Entry = new ConfigurationEntry.Text("made.yml", "include: b.yml") })).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task References_in_an_include_are_followed_and_others_of_the_file_wait_for_the_whole()
    {
        var source = new FakeSource
        {
            Files =
            {
                [Ci.Entry] = "include: [{local: a.yml, rules: [!reference [.when, rules]]}, b.yml]\n.when: {rules: [{if: $CI_COMMIT_BRANCH}]}\n.mine: {script: [!reference [.theirs, script]]}\nj: {extends: .mine}",
                ["a.yml"] = "a: {script: [!reference [.theirs, script]]}",
                ["b.yml"] = ".theirs: {script: [x]}",
            },
        };
        (await Ci.PipelineAsync(source)).Jobs.Select(job => string.Join('+', job.Script)).ShouldBe(["x", "x"]);
    }

    [Fact]
    public async Task What_only_follows_from_a_missing_file_is_not_told()
    {
        var errors = await Ci.ErrorsAsync("include: gone.yml\na: {extends: .theirs, stage: theirs, needs: [theirs]}\nb: {script: [!reference [.theirs, script]]}\nc: {script: x, retry: 9}");
        errors.Select(error => error.Code).ShouldBe(["ci.missing-file", "ci.wrong-value"]);
    }
}
