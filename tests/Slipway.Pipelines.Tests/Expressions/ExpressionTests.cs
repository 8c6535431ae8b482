using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Variables;

namespace Slipway.Pipelines.Tests.Expressions;

/// <summary>The values are those of GitLab's own specification of its expressions.</summary>
public sealed class ExpressionTests
{
    static readonly VariableText s_variables = new(
    [
        new("PRESENT_VARIABLE", "my variable"), new("PATH_VARIABLE", "a/path/variable/value"), new("FULL_PATH_VARIABLE", "/a/full/path/variable/value"), new("EMPTY_VARIABLE", ""),
        new("teststring", "abcde"), new("pattern1", "/^ab.*/"), new("pattern2", "/^at.*/"),
    ]);

    [Theory]
    [InlineData("$PRESENT_VARIABLE == \"my variable\"", true)]
    [InlineData("\"my variable\" == $PRESENT_VARIABLE", true)]
    [InlineData("$PRESENT_VARIABLE == null", false)]
    [InlineData("$EMPTY_VARIABLE == null", false)]
    [InlineData("\"\" == $EMPTY_VARIABLE", true)]
    [InlineData("$EMPTY_VARIABLE", "")]
    [InlineData("$UNDEFINED_VARIABLE == null", true)]
    [InlineData("null == $UNDEFINED_VARIABLE", true)]
    [InlineData("$PRESENT_VARIABLE", "my variable")]
    [InlineData("$UNDEFINED_VARIABLE", null)]
    [InlineData("$PRESENT_VARIABLE =~ /var.*e$/", true)]
    [InlineData("$PRESENT_VARIABLE =~ /va\\r.*e$/", false)]
    [InlineData("$PRESENT_VARIABLE =~ /va\\/r.*e$/", false)]
    [InlineData("$PRESENT_VARIABLE =~ /^var.*/", false)]
    [InlineData("$EMPTY_VARIABLE =~ /var.*/", false)]
    [InlineData("$UNDEFINED_VARIABLE =~ /var.*/", false)]
    [InlineData("$PRESENT_VARIABLE =~ /VAR.*/i", true)]
    [InlineData("$PATH_VARIABLE =~ /path\\/variable/", true)]
    [InlineData("$FULL_PATH_VARIABLE =~ /^\\/a\\/full\\/path\\/variable\\/value$/", true)]
    [InlineData("$PRESENT_VARIABLE != \"my variable\"", false)]
    [InlineData("$PRESENT_VARIABLE != null", true)]
    [InlineData("$EMPTY_VARIABLE != null", true)]
    [InlineData("\"\" != $EMPTY_VARIABLE", false)]
    [InlineData("$UNDEFINED_VARIABLE != null", false)]
    [InlineData("$PRESENT_VARIABLE !~ /var.*e$/", false)]
    [InlineData("$PRESENT_VARIABLE !~ /^var.*/", true)]
    [InlineData("$EMPTY_VARIABLE !~ /var.*/", true)]
    [InlineData("$UNDEFINED_VARIABLE !~ /var.*/", true)]
    [InlineData("$PRESENT_VARIABLE !~ /VAR.*/i", false)]
    [InlineData("$PRESENT_VARIABLE && \"string\"", "string")]
    [InlineData("$PRESENT_VARIABLE && $EMPTY_VARIABLE", "")]
    [InlineData("$PRESENT_VARIABLE && null", null)]
    [InlineData("$EMPTY_VARIABLE && $PRESENT_VARIABLE", "my variable")]
    [InlineData("null && $PRESENT_VARIABLE", null)]
    [InlineData("\"string\" && $EMPTY_VARIABLE", "")]
    [InlineData("$PRESENT_VARIABLE =~ /my var/ && $EMPTY_VARIABLE =~ /nope/", false)]
    [InlineData("$EMPTY_VARIABLE == \"\" && $PRESENT_VARIABLE", "my variable")]
    [InlineData("$EMPTY_VARIABLE == \"\" && $PRESENT_VARIABLE != \"nope\"", true)]
    [InlineData("$UNDEFINED_VARIABLE && $EMPTY_VARIABLE", null)]
    [InlineData("$FULL_PATH_VARIABLE =~ /^\\/a\\/bad\\/path\\/variable\\/value$/ || $PATH_VARIABLE =~ /path\\/variable/", true)]
    [InlineData("$PRESENT_VARIABLE =~ /my var/ || $EMPTY_VARIABLE =~ /nope/", true)]
    [InlineData("$EMPTY_VARIABLE == \"\" || $PRESENT_VARIABLE", true)]
    [InlineData("$PRESENT_VARIABLE && null || $EMPTY_VARIABLE == \"\"", true)]
    [InlineData("$PRESENT_VARIABLE || $UNDEFINED_VARIABLE", "my variable")]
    [InlineData("$UNDEFINED_VARIABLE || $PRESENT_VARIABLE", "my variable")]
    [InlineData("($PRESENT_VARIABLE)", "my variable")]
    [InlineData("(($PRESENT_VARIABLE && null) || $EMPTY_VARIABLE == \"\")", true)]
    [InlineData("($PRESENT_VARIABLE) && (null || $EMPTY_VARIABLE == \"\")", true)]
    [InlineData("(\"string\" || \"test\") == \"string\"", true)]
    [InlineData("(null || (\"test\" == \"string\"))", false)]
    [InlineData("(\"string\" == (\"test\" && \"string\"))", true)]
    [InlineData("(\"string\" == (\"test\" || \"string\"))", false)]
    [InlineData("(\"string\" == \"test\" || \"string\")", "string")]
    [InlineData("(\"string\" == (\"string\" || ((\"1\" == \"1\") && (\"2\" == \"3\"))))", true)]
    [InlineData("$teststring =~ \"abcde\"", true)]
    [InlineData("$teststring =~ $teststring", true)]
    [InlineData("$teststring =~ $pattern1", true)]
    [InlineData("$teststring =~ $pattern2", false)]
    public void An_expression_has_the_value_that_GitLab_gives_it(string expression, object? value)
    {
        var tree = ExpressionParser.Parse(expression, new PatternShelf(1_000_000), out var fault);
        fault.ShouldBeNull();
        tree!.Evaluate(s_variables).ShouldBe(value);
    }

    [Theory]
    [InlineData("$EMPTY_VARIABLE", false)]
    [InlineData("$UNDEFINED_VARIABLE", false)]
    [InlineData("$PRESENT_VARIABLE", true)]
    [InlineData("\"  \"", false)]
    public void Only_text_that_is_not_blank_is_true(string expression, bool value) =>
        ExpressionParser.Parse(expression, new PatternShelf(1_000), out _)!.IsTrue(s_variables).ShouldBe(value);

    [Theory]
    [InlineData("$A = 1", 4, "Write ==")]
    [InlineData("${A} == 'x'", 1, "without braces")]
    [InlineData("$A == main", 7, "in quotes")]
    [InlineData("$A == 'x", 7, "Close the quotes")]
    [InlineData("!$A", 1, "no \"not\"")]
    [InlineData("($A", 4, "Add a )")]
    [InlineData("$A $B", 4, "&& or ||")]
    [InlineData("$A ==", 6, null)]
    [InlineData("$A =~ /(a/", 7, "RE2")]
    [InlineData("$A =~ /a(?=b)/", 7, "RE2")]
    [InlineData("$A =~ /(a)\\1/", 7, "RE2")]
    [InlineData("", 1, null)]
    public void A_wrong_expression_is_told_with_its_place_and_what_to_write(string expression, int at, string? remedy)
    {
        ExpressionParser.Parse(expression, new PatternShelf(1_000), out var fault).ShouldBeNull();
        fault!.At.ShouldBe(at, fault.Message);
        if (remedy is not null) fault.Remedy.ShouldNotBeNull().ShouldContain(remedy);
    }

    [Theory]
    [InlineData("^v\\d+$", "v12", true)]
    [InlineData("^v\\d+$", "v12\n", false)]
    [InlineData("^v\\d+$", "v\u0661", false)]
    [InlineData("[[:alpha:]]+-[[:digit:]]", "ab-1", true)]
    [InlineData("(?P<x>a)b", "ab", true)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("\\Qa.b\\E", "a.b", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("(?i)MAIN", "main", true)]
    [InlineData("\\bfix\\b", "a fix here", true)]
    public void Patterns_are_those_of_RE2(string pattern, string text, bool matches)
    {
        var made = SafePattern.Parse(pattern, "", out var why);
        why.ShouldBe("");
        made!.Matches(text).ShouldBe(matches);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*)*x")]
    public void A_pattern_that_would_backtrack_forever_does_not(string pattern) =>
        SafePattern.Parse(pattern, "", out _)!.Matches(new string('a', 100_000) + "!").ShouldBeFalse();

    [Fact]
    public void A_pattern_that_repeats_too_much_is_refused() => SafePattern.Parse("((a{1000}){1000}){1000}", "", out _).ShouldBeNull();

    [Fact]
    public void Deep_parentheses_are_refused_and_not_followed()
    {
        ExpressionParser.Parse(new string('(', 900) + "$A", new PatternShelf(1_000), out var fault).ShouldBeNull();
        fault!.Message.ShouldContain("deep");
    }
}
