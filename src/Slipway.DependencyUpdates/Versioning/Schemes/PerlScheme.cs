using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// Perl's decimals: <c>13.44</c> is a number, so 1.5 is newer than 1.10; with two points or a <c>v</c> they are lists (perldoc version). An
/// underscore makes a trial release. A decimal's fraction counts by groups of three digits, so both kinds have one order.
/// </summary>
sealed partial class PerlScheme : IVersionScheme
{
    const int MaxLength = 100;

    public string Name => "perl";

    public SchemeVersion? Parse(string text) => text.Length <= MaxLength && Pattern().IsMatch(text) ? new Version(text) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version : SchemeVersion
    {
        public Version(string text)
            : base(text)
        {
            var plain = text.TrimStart('v').Replace("_", "", StringComparison.Ordinal);
            var parts = plain.Split('.');
            Numbers = text.StartsWith('v') || parts.Length > 2
                ? [.. parts.Select(part => DigitRun.Of(part))]
                : [DigitRun.Of(parts[0]), .. Groups(parts.Length > 1 ? parts[1] : "")];
        }

        public override bool IsPrerelease => Text.Contains('_', StringComparison.Ordinal);

        public override IReadOnlyList<DigitRun> Numbers { get; }

        protected override int CompareSame(SchemeVersion other) => NumberLists.Compare(Numbers, other.Numbers);

        static IEnumerable<DigitRun> Groups(string fraction) => fraction.Chunk(3).Select(group => DigitRun.Of(new string(group).PadRight(3, '0')));
    }

    [GeneratedRegex(@"^(v[0-9]+(\.[0-9]+)*|[0-9]+\.[0-9]+(\.[0-9]+)+|[0-9]+(\.[0-9]+)?)(_[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
