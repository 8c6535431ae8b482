namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>The numbers at the front of a version, divided by dots: what the size of a step is read from.</summary>
static class LeadingNumbers
{
    const int Max = 8;

    public static IReadOnlyList<DigitRun> Of(ReadOnlySpan<char> text)
    {
        var numbers = new List<DigitRun>();
        while (numbers.Count < Max && !text.IsEmpty && char.IsAsciiDigit(text[0]))
        {
            var end = text.IndexOfAnyExceptInRange('0', '9');
            numbers.Add(DigitRun.Of(end < 0 ? text : text[..end]));
            text = end < 0 ? [] : text[end..];
            if (text is not ['.', ..]) break;
            text = text[1..];
        }

        return numbers;
    }

    /// <summary>An epoch stands before all: a step of it is a major one.</summary>
    public static IReadOnlyList<DigitRun> Of(ReadOnlySpan<char> text, DigitRun epoch) => epoch.IsZero ? Of(text) : [new EpochNumber(epoch, Of(text)).First, .. Of(text).Skip(1)];

    readonly record struct EpochNumber(DigitRun Epoch, IReadOnlyList<DigitRun> Rest)
    {
        // Two different epochs never give the same text, whatever the first number is.
        public DigitRun First => DigitRun.Of($"{Epoch}{(Rest.Count > 0 ? Rest[0].ToString() : "").PadLeft(20, '0')}");
    }
}
