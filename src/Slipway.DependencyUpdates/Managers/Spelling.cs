using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>How a place writes a version that is told in one form: the same, with other separators, without a prefix, its first numbers only.</summary>
public sealed partial record Spelling(IReadOnlyList<SpellingStep> Steps)
{
    public static Spelling Same { get; } = new([]);

    /// <summary>All of the version can be read back from it.</summary>
    public bool IsWhole => !Steps.Any(step => step is SpellingStep.First or SpellingStep.WithoutLast or SpellingStep.Remove);

    public string Write(string version) => Steps.Aggregate(version, (text, step) => step.Apply(text));

    /// <summary>The spelling by which a version became what is written; null where there is none that is known.</summary>
    public static Spelling? Between(string version, string written)
    {
        if (version == written) return Same;
        return Candidates().FirstOrDefault(spelling => spelling.Write(version) == written);
    }

    static IEnumerable<Spelling> Candidates()
    {
        SpellingStep[][] fronts = [[], [new SpellingStep.FromFirstDigit()]];
        SpellingStep[][] separators = [[], [new SpellingStep.Replace('_', '.')], [new SpellingStep.Replace('-', '.')], [new SpellingStep.Replace('.', '_')], [new SpellingStep.Replace('.', '-')], [new SpellingStep.Replace('-', '_')], [new SpellingStep.Remove('.')]];
        SpellingStep[][] cuts = [[], [new SpellingStep.First(1)], [new SpellingStep.First(2)], [new SpellingStep.First(3)]];
        return from front in fronts from separator in separators from cut in cuts select new Spelling([.. front, .. separator, .. cut]);
    }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    internal static partial Regex Number();
}

/// <summary>One step of a spelling. Closed.</summary>
public abstract record SpellingStep
{
    SpellingStep()
    {
    }

    public abstract string Apply(string text);

    public sealed record Replace(char From, char To) : SpellingStep
    {
        public override string Apply(string text) => text.Replace(From, To);
    }

    public sealed record Remove(char What) : SpellingStep
    {
        public override string Apply(string text) => text.Replace(What.ToString(), "", StringComparison.Ordinal);
    }

    public sealed record DropPrefix(string Text) : SpellingStep
    {
        public override string Apply(string text) => text.StartsWith(Text, StringComparison.Ordinal) ? text[Text.Length..] : text;
    }

    public sealed record DropSuffix(string Text) : SpellingStep
    {
        public override string Apply(string text) => text.EndsWith(Text, StringComparison.Ordinal) ? text[..^Text.Length] : text;
    }

    public sealed record FromFirstDigit : SpellingStep
    {
        public override string Apply(string text) => text.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var at ? text[at..] : text;
    }

    /// <summary>As many numbers as said, and what is before and between them.</summary>
    public sealed record First(int Numbers) : SpellingStep
    {
        public override string Apply(string text)
        {
            var numbers = Spelling.Number().Matches(text);
            return numbers.Count <= Numbers ? text : text[..(numbers[Numbers - 1].Index + numbers[Numbers - 1].Length)];
        }
    }

    /// <summary>Without the last number and the separator before it.</summary>
    public sealed record WithoutLast : SpellingStep
    {
        public override string Apply(string text) => text.LastIndexOf('.') is > 0 and var at ? text[..at] : text;
    }
}
