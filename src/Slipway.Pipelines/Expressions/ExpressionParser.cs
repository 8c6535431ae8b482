namespace Slipway.Pipelines.Expressions;

/// <summary>Comparisons bind before <c>&amp;&amp;</c>, and that before <c>||</c>.</summary>
sealed class ExpressionParser
{
    const int MaxDepth = 100;

    readonly List<Token> _tokens;
    readonly PatternShelf _patterns;
    readonly int _end;
    ExpressionFault? _fault;
    int _at;

    ExpressionParser(List<Token> tokens, PatternShelf patterns, int end) => (_tokens, _patterns, _end) = (tokens, patterns, end);

    public static Expression? Parse(string text, PatternShelf patterns, out ExpressionFault? fault)
    {
        if (ExpressionLexer.Read(text, out fault) is not { } tokens) return null;
        var parser = new ExpressionParser(tokens, patterns, text.Length);
        var tree = parser.Or(0);
        if (parser._fault is null && parser._at < tokens.Count) parser.Fail($"\"{tokens[parser._at].Text}\" comes where an operator should", "Join conditions with && or ||.");
        fault = parser._fault;
        return fault is null ? tree : null;
    }

    Expression? Or(int depth)
    {
        var left = And(depth);
        while (_fault is null && Take("||")) left = new OrExpression(left!, And(depth)!);
        return left;
    }

    Expression? And(int depth)
    {
        var left = Comparison(depth);
        while (_fault is null && Take("&&")) left = new AndExpression(left!, Comparison(depth)!);
        return left;
    }

    Expression? Comparison(int depth)
    {
        var left = Value(depth);
        while (_fault is null && _at < _tokens.Count && _tokens[_at] is { Type: TokenType.Operator, Text: "==" or "!=" or "=~" or "!~" } sign)
        {
            _at++;
            var right = Value(depth);
            if (_fault is not null) break;
            left = sign.Text[1] == '~' ? new MatchExpression(left!, right!, sign.Text == "=~", _patterns) : new EqualExpression(left!, right!, sign.Text == "==");
        }

        return left;
    }

    Expression? Value(int depth)
    {
        if (_at == _tokens.Count) return Fail("it ends where a value should come", null);
        if (depth > MaxDepth) return Fail($"parentheses lie in each other more than {MaxDepth} deep", null);
        var token = _tokens[_at++];
        switch (token.Type)
        {
            case TokenType.Variable: return new VariableExpression(token.Text);
            case TokenType.Text: return new ConstantExpression(token.Text);
            case TokenType.Null: return new ConstantExpression(null);
            case TokenType.Boolean: return new ConstantExpression(token.Text == "true");
            case TokenType.Pattern:
                if (_patterns.Get(token.Text, token.Flags, out var why) is { } pattern) return new ConstantExpression(pattern);
                _at--;
                return Fail($"/{token.Text}/ is no pattern: {why}", "Patterns are RE2's.");
            case TokenType.Open:
                var inner = Or(depth + 1);
                if (_fault is not null) return null;
                if (_at < _tokens.Count && _tokens[_at].Type == TokenType.Close) _at++;
                else Fail("a parenthesis is not closed", "Add a ).");
                return inner;
            default:
                _at--;
                return Fail($"\"{token.Text}\" comes where a value should", null);
        }
    }

    bool Take(string sign)
    {
        if (_at == _tokens.Count || _tokens[_at].Type != TokenType.Operator || _tokens[_at].Text != sign) return false;
        _at++;
        return true;
    }

    Expression? Fail(string message, string? remedy)
    {
        _fault ??= new(message, remedy, (_at < _tokens.Count ? _tokens[_at].At : _end) + 1);
        return null;
    }
}
