using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Variables;

namespace Slipway.Pipelines.Tests.Planning;

public sealed class VariableTests
{
    static readonly VariableText s_text = new(
    [
        new("A", "a"), new("B", "$A-b"), new("C", "${B}-c"), new("RAW", "$A", Raw: true), new("X", "$Y!"), new("Y", "$X?"), new("SELF", "$SELF:/bin"), new("DOLLAR", "$$A"),
    ]);

    [Theory]
    [InlineData("$A", "a")]
    [InlineData("${A}b", "ab")]
    [InlineData("$C", "a-b-c")]
    [InlineData("$$A", "$A")]
    [InlineData("$NOPE.", ".")]
    [InlineData("$RAW", "$A")]
    [InlineData("$X", "$X?!")]
    [InlineData("$SELF", "$SELF:/bin")]
    [InlineData("$DOLLAR", "$A")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("${A", "${A")]
    [InlineData("$-", "$-")]
    [InlineData("%A%", "%A%")]
    public void References_are_followed_and_circles_are_left(string text, string expected) => s_text.Expand(text).ShouldBe(expected);

    [Fact]
    public void What_is_not_set_can_stay_as_written() => s_text.ExpandKnown("$A/$NOPE").ShouldBe("a/$NOPE");

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    public void References_that_double_are_stopped(string leaf)
    {
        var variables = Enumerable.Range(0, 40).Select(number => new JobVariable($"V{number}", number == 0 ? leaf : $"$V{number - 1}$V{number - 1}"));
        Should.Throw<VariableTooLongException>(() => new VariableText(variables).Value("V39"));
    }

    [Fact]
    public void A_long_chain_is_stopped_and_does_not_overflow_the_stack()
    {
        var variables = Enumerable.Range(0, 100_000).Select(number => new JobVariable($"V{number}", number == 0 ? "x" : $"$V{number - 1}"));
        Should.Throw<VariableTooLongException>(() => new VariableText(variables).Value("V99999"));
    }

    [Fact]
    public async Task The_configuration_loses_to_the_project_and_that_to_the_pipeline()
    {
        var context = Ci.Push() with { Project = [new("P", "project"), new("Q", "project")], Pipeline = [new("Q", "pipeline")], Predefined = [new("R", "predefined")] };
        (await Ci.NamesAsync("""
            variables: {P: yaml, Q: yaml, R: yaml}
            p: {script: x, rules: [{if: $P == "project"}]}
            q: {script: x, rules: [{if: $Q == "pipeline"}]}
            r: {script: x, rules: [{if: $R == "yaml"}]}
            """, context)).ShouldBe(["p", "q", "r"]);
    }

    [Fact]
    public async Task Jobs_inherit_what_they_want()
    {
        var pipeline = await Ci.PipelineAsync("""
            variables: {A: "1", B: {value: "2", expand: false, description: text, options: ["2", "3"]}}
            default: {image: debian, tags: [t], before_script: [b]}
            all: {script: x, variables: {A: own}}
            none: {script: x, inherit: {default: false, variables: false}}
            some: {script: x, inherit: {default: [image], variables: [B]}}
            own: {script: x, image: alpine, before_script: []}
            """);
        pipeline.Variables.Select(variable => (variable.Key, variable.Value, variable.Raw, variable.Description)).ShouldBe([("A", "1", false, null), ("B", "2", true, "text")]);
        pipeline.Job("all").Variables.ShouldBe([new("A", "own"), new("B", "2", Raw: true)]);
        pipeline.Job("all").BeforeScript.ShouldBe(["b"]);
        (pipeline.Job("none").Image, pipeline.Job("none").Tags.Count, pipeline.Job("none").Variables.Count).ShouldBe((null, 0, 0));
        (pipeline.Job("some").Image!.Name, pipeline.Job("some").Tags.Count).ShouldBe(("debian", 0));
        pipeline.Job("some").Variables.Select(variable => variable.Key).ShouldBe(["B"]);
        (pipeline.Job("own").Image!.Name, pipeline.Job("own").BeforeScript.Count).ShouldBe(("alpine", 0));
    }
}
