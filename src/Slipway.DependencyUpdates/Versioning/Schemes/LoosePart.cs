namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>A number or a word of a loose version. The default stands for what is missing.</summary>
/// <param name="Rank">
/// Prerelease words below 0; 0 nothing, and words that say "final"; 1 words and letters after it; 2 a number. A number 0 is nothing.
/// </param>
readonly record struct LoosePart(int Rank, DigitRun Number, string? Word)
{
    // dev < alpha < beta < pre < rc < the version itself.
    static readonly Dictionary<string, int> Prereleases = new(StringComparer.Ordinal)
    {
        ["dev"] = -7, ["devel"] = -7, ["nightly"] = -7, ["snapshot"] = -7, ["canary"] = -7, ["trial"] = -7, ["wip"] = -7,
        ["alpha"] = -6, ["a"] = -6, ["beta"] = -5, ["b"] = -5, ["m"] = -4, ["milestone"] = -4, ["pre"] = -3, ["preview"] = -3, ["prerelease"] = -3, ["test"] = -3, ["ea"] = -3,
        ["rc"] = -2, ["cr"] = -2, ["c"] = -2, ["next"] = -2,
    };

    static readonly HashSet<string> Finals = new(StringComparer.Ordinal) { "final", "release", "ga", "stable", "rel" };

    public bool IsNumber => Word is null;

    public bool IsPrerelease => Rank < 0;

    public int OrderTo(LoosePart other)
    {
        if (Rank != other.Rank) return Rank.CompareTo(other.Rank);
        return Word is null || other.Word is null ? Number.CompareTo(other.Number)
            : Word.Length != other.Word.Length && Rank == 1 && Word[0] == 'z' && other.Word[0] == 'z' ? Word.Length.CompareTo(other.Word.Length)
            : Rank < 0 ? 0 : string.CompareOrdinal(Word, other.Word);
    }

    public static List<LoosePart> Split(ReadOnlySpan<char> text)
    {
        var parts = new List<LoosePart>();
        while (!text.IsEmpty)
        {
            var isDigit = char.IsAsciiDigit(text[0]);
            if (!isDigit && !char.IsAsciiLetter(text[0]))
            {
                text = text[1..];
                continue;
            }

            var end = isDigit ? text.IndexOfAnyExceptInRange('0', '9') : EndOfWord(text);
            var run = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[end..];
            var number = isDigit ? DigitRun.Of(run) : default;
            if (isDigit) parts.Add(new(number.IsZero ? 0 : 2, number, null));
            else if (OfWord(run.ToString().ToLowerInvariant(), text is [>= '0' and <= '9', ..] or ['.' or '-' or '_', >= '0' and <= '9', ..]) is { } word) parts.Add(word);
        }

        return parts;
    }

    /// <summary>Null: a word that says "final" and nothing else. A lone a, b, c or m is a letter, unless a number follows.</summary>
    static LoosePart? OfWord(string word, bool beforeNumber)
    {
        if (Finals.Contains(word)) return null;
        return Prereleases.TryGetValue(word, out var rank) && (word.Length > 1 || beforeNumber) ? new(rank, default, word) : new(1, default, word);
    }

    static int EndOfWord(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i])) return i;
        }

        return -1;
    }
}
