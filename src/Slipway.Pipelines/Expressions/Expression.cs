using Slipway.Pipelines.Variables;

namespace Slipway.Pipelines.Expressions;

/// <summary>A condition of <c>if</c>. Values are null, text, booleans and patterns, with the meaning that GitLab gives them.</summary>
abstract class Expression
{
    public abstract object? Evaluate(VariableText variables);

    /// <summary>Null, false and blank text are no.</summary>
    public bool IsTrue(VariableText variables) => Evaluate(variables) switch
    {
        null or false => false,
        string text => !string.IsNullOrWhiteSpace(text),
        _ => true,
    };

    /// <summary>Within <c>&amp;&amp;</c> and <c>||</c> empty text is a yes: GitLab's, which is Ruby's.</summary>
    protected static bool Holds(object? value) => value is not (null or false);
}

sealed class ConstantExpression(object? value) : Expression
{
    public override object? Evaluate(VariableText variables) => value;
}

sealed class VariableExpression(string name) : Expression
{
    public override object? Evaluate(VariableText variables) => variables.Value(name);
}

sealed class AndExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(VariableText variables) => left.Evaluate(variables) is var value && Holds(value) ? right.Evaluate(variables) : value;
}

sealed class OrExpression(Expression left, Expression right) : Expression
{
    public override object? Evaluate(VariableText variables) => left.Evaluate(variables) is var value && Holds(value) ? value : right.Evaluate(variables);
}

sealed class EqualExpression(Expression left, Expression right, bool equal) : Expression
{
    public override object? Evaluate(VariableText variables) => Equals(Comparable(left.Evaluate(variables)), Comparable(right.Evaluate(variables))) == equal;

    /// <summary>A variable can only hold text, so <c>$X == true</c> compares texts.</summary>
    static object? Comparable(object? value) => value is bool yes ? yes ? "true" : "false" : value;
}

/// <summary>The right side may be a variable that holds <c>/pattern/</c>; other text is searched for the left side, as GitLab does.</summary>
sealed class MatchExpression(Expression left, Expression right, bool matches, PatternShelf patterns) : Expression
{
    public override object? Evaluate(VariableText variables)
    {
        var text = left.Evaluate(variables) switch { string given => given, bool yes => yes ? "true" : "false", _ => "" };
        return right.Evaluate(variables) switch
        {
            null => !matches,
            SafePattern pattern => patterns.Matches(pattern, text) == matches,
            string written when SafePattern.Split(written) is var (pattern, flags) && patterns.Get(pattern, flags, out _) is { } made => patterns.Matches(made, text) == matches,
            string written => written.Contains(text, StringComparison.Ordinal) == matches,
            _ => !matches,
        };
    }
}
