using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// Calendar versions (calver.org): a year of four or two digits, then numbers: <c>2024.10</c>, <c>24.04.1</c>, with a modifier that makes a
/// prerelease (<c>2024.1.0-rc1</c>). The same project's years are all of one length, or there is no order.
/// </summary>
sealed partial class CalverScheme : IVersionScheme
{
    const int MaxLength = 100;

    public string Name => "calver";

    public SchemeVersion? Parse(string text) => text.Length <= MaxLength && Pattern().Match(text) is { Success: true } match ? new Version(text, match) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version : SchemeVersion
    {
        readonly LooseVersion? _modifier;

        public Version(string text, Match match)
            : base(text)
        {
            Numbers = LeadingNumbers.Of(match.Groups["numbers"].ValueSpan);
            _modifier = match.Groups["modifier"].Success ? LooseVersion.Parse(match.Groups["modifier"].Value) : null;
        }

        public override bool IsPrerelease => _modifier is { IsPrerelease: true };

        public override IReadOnlyList<DigitRun> Numbers { get; }

        protected override int CompareSame(SchemeVersion other)
        {
            var that = (Version)other;
            var order = NumberLists.Compare(Numbers, that.Numbers);
            return order != 0 ? order : (_modifier ?? LooseVersion.Nothing).OrderTo(that._modifier ?? LooseVersion.Nothing);
        }
    }

    [GeneratedRegex(@"^v?(?<numbers>((19|20)[0-9]{2}|[0-9]{2})(\.[0-9]{1,8}){1,3})([-._+]?(?<modifier>[A-Za-z][0-9A-Za-z.-]*))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
