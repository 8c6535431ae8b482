namespace Slipway.DependencyUpdates.Syntax.Ruby;

enum RubyTokenKind
{
    /// <summary>There is no token.</summary>
    None,
    Word,
    String,

    /// <summary><c>url:</c> before a value; the text is without the colon.</summary>
    Label,
    Symbol,
    Mark,
    NewLine,
    Comment,
}

/// <param name="Text">Of a string, what is between its quotes, as written.</param>
/// <param name="Start">Characters before the text.</param>
/// <param name="Interpolates">A string in double quotes with <c>#{...}</c> in it.</param>
readonly record struct RubyToken(RubyTokenKind Kind, string Text, int Start, bool Interpolates = false)
{
    public int End => Start + Text.Length;

    public bool Is(RubyTokenKind kind, string text) => Kind == kind && Text == text;
}
