using System.Text.RegularExpressions;

namespace Slipway.Pipelines.Expressions;

/// <summary>Each pattern is made once in a compilation, and their work is bounded together.</summary>
sealed class PatternShelf(long characters)
{
    const int MaxPatterns = 2_000;

    readonly Dictionary<(string, string), (SafePattern? Pattern, string Why)> _made = [];
    readonly Dictionary<string, (Expression? Tree, ExpressionFault? Fault)> _expressions = new(StringComparer.Ordinal);
    long _left = characters;

    public SafePattern? Get(string pattern, string flags, out string why)
    {
        if (!_made.TryGetValue((pattern, flags), out var found))
        {
            why = $"there are more than {MaxPatterns} different ones";
            var made = _made.Count == MaxPatterns ? null : SafePattern.Parse(pattern, flags, out why);
            found = (made, why);
            if (_made.Count < MaxPatterns) _made[(pattern, flags)] = found;
        }

        why = found.Why;
        return found.Pattern;
    }

    public Expression? Expression(string text, out ExpressionFault? fault)
    {
        if (!_expressions.TryGetValue(text, out var found))
            _expressions[text] = found = (ExpressionParser.Parse(text, this, out fault), fault);
        fault = found.Fault;
        return found.Tree;
    }

    /// <exception cref="RegexMatchTimeoutException">The work is used up, or one match took too long.</exception>
    public bool Matches(SafePattern pattern, string text)
    {
        _left -= text.Length + 1;
        return _left < 0 ? throw new RegexMatchTimeoutException() : pattern.Matches(text);
    }
}
