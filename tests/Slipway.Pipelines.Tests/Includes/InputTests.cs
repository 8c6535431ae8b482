namespace Slipway.Pipelines.Tests.Includes;

public sealed class InputTests
{
    static FakeSource Source(string spec, string inputs, string body) => new()
    {
        Files = { [Ci.Entry] = $"include: {{local: a.yml, inputs: {inputs}}}\nj: {{script: x}}", ["a.yml"] = $"spec:\n  inputs: {spec}\n---\n{body}\n" },
    };

    [Theory]
    [InlineData("{a: }", "{a: text}", "$[[ inputs.a ]]", "text")]
    [InlineData("{a: {default: d}}", "{}", "$[[inputs.a]]", "d")]
    [InlineData("{a: {default: ''}}", "{}", "x$[[ inputs.a ]]", "x")]
    [InlineData("{a: {type: number}}", "{a: 7}", "n $[[ inputs.a ]]", "n 7")]
    [InlineData("{a: {type: boolean}}", "{a: true}", "n $[[ inputs.a ]]", "n true")]
    [InlineData("{a: {type: array}}", "{a: [x, y]}", "n $[[ inputs.a ]]", "n [\"x\",\"y\"]")]
    [InlineData("{a: {options: [x, y]}}", "{a: y}", "$[[ inputs.a ]]", "y")]
    [InlineData("{a: {regex: '^v\\d+$'}}", "{a: v12}", "$[[ inputs.a ]]", "v12")]
    [InlineData("{a: {regex: '/^V\\d+$/i'}}", "{a: v12}", "$[[ inputs.a ]]", "v12")]
    [InlineData("{a: }", "{a: abcdefgh}", "$[[ inputs.a | truncate(1, 3) ]]", "bcd")]
    [InlineData("{a: }", "{a: abc}", "$[[ inputs.a | truncate(5,3) ]]!", "!")]
    [InlineData("{a: }", "{a: 'on $CI_COMMIT_BRANCH'}", "$[[ inputs.a | expand_vars | truncate(3,9) ]]", "main")]
    [InlineData("{a: }", "{a: 'two words'}", "$[[ inputs.a | posix_escape ]]", "two\\ words")]
    public async Task Inputs_are_put_into_the_file(string spec, string inputs, string line, string expected)
    {
        var pipeline = await Ci.PipelineAsync(Source(spec, inputs, $"a:\n  script:\n    - >-\n      {line}"));
        pipeline.Job("a").Script.ShouldBe([expected]);
    }

    [Fact]
    public async Task Lists_and_keys_can_be_inputs()
    {
        var pipeline = await Ci.PipelineAsync(Source("{rules: {type: array}, name: , script: {type: array}}", "{name: n, rules: [{if: $CI_COMMIT_BRANCH}], script: [a, b]}", "job-$[[ inputs.name ]]:\n  script: $[[ inputs.script ]]\n  rules: $[[ inputs.rules ]]"));
        pipeline.Job("job-n").Script.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("{a: }", "{}", "ci.missing-input")]
    [InlineData("{a: }", "{a: x, b: y}", "ci.unknown-input")]
    [InlineData("{a: }", "{a: 3}", "ci.wrong-input")]
    [InlineData("{a: {type: number}}", "{a: '3'}", "ci.wrong-input")]
    [InlineData("{a: {type: boolean}}", "{a: maybe}", "ci.wrong-input")]
    [InlineData("{a: {type: array}}", "{a: x}", "ci.wrong-input")]
    [InlineData("{a: {options: [x]}}", "{a: y}", "ci.wrong-input")]
    [InlineData("{a: {regex: ^v}}", "{a: y}", "ci.wrong-input")]
    [InlineData("{a: {type: text}}", "{a: y}", "ci.wrong-value")]
    [InlineData("{a: {defualt: y}}", "{a: y}", "ci.unknown-key")]
    public async Task Wrong_inputs_are_told(string spec, string inputs, string code) =>
        (await Ci.ErrorsAsync(Source(spec, inputs, "a: {script: x}"))).Select(error => error.Code).ShouldContain(code);

    [Theory]
    [InlineData("$[[ inputs.b ]]", "ci.unknown-input")]
    [InlineData("$[[ inputs.a | upcase ]]", "ci.input-function")]
    [InlineData("$[[ inputs.a | truncate(x) ]]", "ci.input-function")]
    public async Task A_wrong_place_for_an_input_is_told_with_its_line(string text, string code)
    {
        var error = (await Ci.ErrorsAsync(Source("{a: }", "{a: y}", $"a:\n  script: {text}"))).ShouldHaveSingleItem();
        (error.Code, error.File, error.Line, error.Column).ShouldBe((code, "a.yml", 5, 11));
    }

    [Fact]
    public async Task Lines_stay_right_below_an_input_of_several_lines()
    {
        var error = (await Ci.ErrorsAsync(Source("{a: }", "{a: \"one\\n    two\"}", "a:\n  script: |\n    $[[ inputs.a ]]\n  wrong: x"))).ShouldHaveSingleItem();
        (error.File, error.Line).ShouldBe(("a.yml", 7));
    }

    [Fact]
    public async Task The_entry_takes_inputs_from_the_context()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "spec: {inputs: {n: {type: number}, s: {default: d}}}\n---\njob-$[[ inputs.n ]]-$[[ inputs.s ]]: {script: x}" } };
        (await Ci.PipelineAsync(source, Ci.Push() with { Inputs = new Dictionary<string, string> { ["n"] = "4" } })).Jobs.ShouldHaveSingleItem().Name.ShouldBe("job-4-d");
        (await Ci.ErrorsAsync(source)).ShouldHaveSingleItem().Code.ShouldBe("ci.missing-input");
    }

    [Fact]
    public async Task Inputs_for_a_file_without_a_spec_are_an_error()
    {
        var source = new FakeSource { Files = { [Ci.Entry] = "include: {local: a.yml, inputs: {x: y}}\nj: {script: x}", ["a.yml"] = "a: {script: x}" } };
        (await Ci.ErrorsAsync(source)).ShouldHaveSingleItem().Code.ShouldBe("ci.unknown-input");
    }
}
