using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Dates: <c>2025-11-04</c>, <c>20250418</c>, <c>2025.11.04</c>, and what follows of a snapshot's own numbers (<c>20150325-3.1</c>).</summary>
sealed partial class DateScheme : IVersionScheme
{
    const int MaxLength = 100;

    public string Name => "date";

    public SchemeVersion? Parse(string text)
    {
        if (text.Length > MaxLength || Pattern().Match(text) is not { Success: true } match) return null;
        var written = match.Groups["year"].Value + match.Groups["month"].Value + match.Groups["day"].Value;
        return DateOnly.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new Version(text, date, [.. match.Groups["rest"].Captures.Select(part => DigitRun.Of(part.ValueSpan))])
            : null;
    }

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version(string text, DateOnly date, DigitRun[] rest) : SchemeVersion(text)
    {
        public override IReadOnlyList<DigitRun> Numbers { get; } = [DigitRun.Of(date.Year), DigitRun.Of(date.Month), DigitRun.Of(date.Day), .. rest];

        protected override int CompareSame(SchemeVersion other) => NumberLists.Compare(Numbers, other.Numbers);
    }

    [GeneratedRegex(@"^(?<year>(19|20)[0-9]{2})(?<s>[-._]?)(?<month>[0-9]{2})\k<s>(?<day>[0-9]{2})([-._](?<rest>[0-9]+))*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
