using System.Text;

namespace Slipway.Pipelines.Tests.Yaml;

/// <summary>Whatever a configuration says, it costs a bounded amount and is refused with a reason.</summary>
public sealed class HostileTests
{
    static string Bomb(string name)
    {
        var text = new StringBuilder($".x0: &x0 [a,a,a,a,a,a,a,a,a,a]\n");
        for (var level = 1; level < 12; level++) text.Append($".x{level}: &x{level} [{string.Join(',', Enumerable.Repeat($"*x{level - 1}", 10))}]\n");
        return text.Append($"job: {{script: {name}}}\n").ToString();
    }

    [Fact]
    public async Task An_alias_bomb_is_refused() => (await Ci.ErrorsAsync(Bomb("*x11"))).ShouldContain(error => error.Code == "ci.limit");

    [Fact]
    public async Task A_bomb_of_references_is_refused()
    {
        var text = new StringBuilder(".x0: [a,a,a,a,a,a,a,a,a,a]\n");
        for (var level = 1; level < 9; level++) text.Append($".x{level}: [{string.Join(',', Enumerable.Repeat($"!reference [.x{level - 1}]", 10))}]\n");
        (await Ci.ErrorsAsync(text.Append("job: {script: [!reference [.x8]]}").ToString())).ShouldContain(error => error.Code == "ci.limit");
    }

    [Fact]
    public async Task Many_jobs_that_share_a_large_list_are_refused()
    {
        var text = new StringBuilder($".a: &a [{string.Join(',', Enumerable.Repeat("x", 100_000))}]\n");
        for (var job = 0; job < 1_000; job++) text.Append($"j{job}: {{script: *a}}\n");
        (await Ci.ErrorsAsync(text.ToString())).ShouldContain(error => error.Code == "ci.limit");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public async Task Deep_lists_and_maps_are_refused(string open) =>
        (await Ci.ErrorsAsync("job:\n  script: x\n  y: \n    " + string.Concat(Enumerable.Repeat(open, 5_000)))).Select(error => error.Code).ShouldContain(code => code == "ci.limit" || code == "ci.yaml");

    [Fact]
    public async Task An_anchor_in_itself_is_refused() => (await Ci.ErrorsAsync("job: &a {script: x, y: *a}")).ShouldHaveSingleItem().Code.ShouldBe("ci.yaml");

    [Fact]
    public async Task A_large_file_counts_as_missing() =>
        (await Ci.CompileAsync("job: {script: x}\n#" + new string('x', 2 << 20))).ShouldBeOfType<CompileResult.NotWanted>();

    [Fact]
    public async Task Too_many_jobs_are_refused()
    {
        var text = string.Concat(Enumerable.Range(0, 20).Select(job => $"j{job}: {{script: x, parallel: 200}}\n"));
        (await Ci.ErrorAsync(text)).Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Too_many_included_files_are_refused()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "include: 'x/*.yml'\nj: {script: x}" } };
        for (var file = 0; file < 200; file++) source.Files[$"x/{file}.yml"] = ".a: {}";
        (await Ci.ErrorsAsync(source)).ShouldHaveSingleItem().Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Files_that_include_each_other_twice_do_not_multiply()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "include: x0.yml\nj: {script: x}" } };
        for (var file = 0; file < 30; file++) source.Files[$"x{file}.yml"] = $"include: [x{file + 1}.yml, x{file + 1}.yml]";
        source.Files["x30.yml"] = ".a: {}";
        (await Ci.ErrorsAsync(source)).ShouldContain(error => error.Code == "ci.limit");
        source.Read.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Too_many_comparisons_of_paths_are_refused()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = $"j: {{script: x, rules: [{{exists: [{string.Join(',', Enumerable.Range(0, 50).Select(n => $"'zz{n}*'"))}]}}]}}" } };
        for (var file = 0; file < 200_000; file++) source.Files[$"f{file}"] = "";
        (await Ci.ErrorsAsync(source)).ShouldHaveSingleItem().Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Braces_that_multiply_are_bounded()
    {
        var pattern = string.Concat(Enumerable.Repeat("{a,b,c,d,e,f,g,h}", 20));
        var source = new FakeSource { Files = { [Ci.Entry] = $"j: {{script: x, rules: [{{exists: ['{pattern}']}}, {{when: always}}]}}" } };
        (await Ci.PipelineAsync(source)).Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Variables_that_multiply_are_refused()
    {
        var text = new StringBuilder("variables:\n  V0: xxxxxxxxxx\n");
        for (var level = 1; level < 30; level++) text.Append($"  V{level}: $V{level - 1}$V{level - 1}\n");
        (await Ci.ErrorsAsync(text.Append("j: {script: x, rules: [{if: '$V29 == \"\"'}]}").ToString())).ShouldHaveSingleItem().Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Many_variables_for_many_jobs_are_refused()
    {
        var text = new StringBuilder("variables:\n");
        for (var variable = 0; variable < 20_000; variable++) text.Append($"  V{variable}: x\n");
        for (var job = 0; job < 5; job++) text.Append($"j{job}: {{script: x, parallel: 200}}\n");
        (await Ci.ErrorAsync(text.ToString())).Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Many_jobs_without_parallel_are_refused_too()
    {
        var text = string.Concat(Enumerable.Range(0, 3_000).Select(job => $"j{job}: {{script: x}}\n"));
        (await Ci.ErrorAsync(text)).Code.ShouldBe("ci.limit");
    }

    [Fact]
    public async Task Many_different_patterns_are_refused()
    {
        var rules = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"    - if: $A =~ /x{number}/\n"));
        (await Ci.ErrorsAsync($"j:\n  script: x\n  rules:\n{rules}"))[0].Message.ShouldContain("more than 2000 different");
    }
}
