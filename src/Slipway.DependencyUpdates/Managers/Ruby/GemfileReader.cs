using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Ruby;

/// <summary>A <c>gem 'name', '~> 1.2', ...</c> of a Gemfile.</summary>
/// <param name="Requirement">Its first requirement without the operator; null: none, or more than one.</param>
/// <param name="Operator"><c>=</c>, <c>~></c>, <c>>=</c>; empty for none.</param>
/// <param name="Elsewhere">It comes from git, a path or a forge.</param>
sealed record GemLine(string Name, int Start, Place? Requirement, string Operator, bool Elsewhere);

/// <summary>The gems that a Gemfile asks for, and its source; read as text.</summary>
static class GemfileReader
{
    static readonly string[] s_elsewhere = ["git", "github", "gitlab", "path", "bitbucket"];

    public static (IReadOnlyList<GemLine> Gems, string? Source) Read(SourceFile file)
    {
        var tokens = RubyScanner.Read(file);
        var gems = new List<GemLine>();
        string? source = null;
        for (var at = 0; at + 1 < tokens.Count; at++)
        {
            var value = tokens[at + 1] is { Kind: RubyTokenKind.Mark, Text: "(" } ? at + 2 : at + 1;
            if (value >= tokens.Count || tokens[value] is not { Kind: RubyTokenKind.String, Interpolates: false } text) continue;
            if (tokens[at].Is(RubyTokenKind.Word, "source")) source ??= text.Text;
            else if (tokens[at].Is(RubyTokenKind.Word, "gem")) gems.Add(Gem(file, tokens, value));
        }

        return (gems, source);
    }

    static GemLine Gem(SourceFile file, IReadOnlyList<RubyToken> tokens, int name)
    {
        var requirements = new List<RubyToken>();
        var elsewhere = false;
        for (var at = name + 1; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == RubyTokenKind.NewLine && tokens[at - 1] is not { Kind: RubyTokenKind.Mark, Text: "," }) break;
            if (tokens[at].Kind == RubyTokenKind.String && tokens[at - 1] is { Kind: RubyTokenKind.Mark, Text: "," }) requirements.Add(tokens[at]);
            else if (tokens[at].Kind is RubyTokenKind.Label or RubyTokenKind.Symbol && s_elsewhere.Contains(tokens[at].Text)) elsewhere = true;
        }

        if (requirements is not [{ Interpolates: false } one]) return new(tokens[name].Text, tokens[name].Start, null, "", elsewhere);
        var digits = one.Text.AsSpan().IndexOfAnyInRange('0', '9');
        var operation = digits < 0 ? one.Text : one.Text[..digits].Trim();
        return new(tokens[name].Text, tokens[name].Start, digits < 0 ? null : file.Place(one.Start + digits, one.Text.Length - digits), operation, elsewhere);
    }
}
