using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// Alpine's versions: dotted digits, one letter, <c>_alpha _beta _pre _rc</c> before and <c>_cvs _svn _git _hg _p</c> after, <c>~hash</c>,
/// <c>-rN</c> (wiki.alpinelinux.org, Package policies; apk-tools).
/// </summary>
sealed partial class ApkScheme : IVersionScheme
{
    const int MaxLength = 256;

    static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p"];

    public string Name => "apk";

    public SchemeVersion? Parse(string text) => text.Length is > 0 and <= MaxLength && Pattern().Match(text) is { Success: true } match ? new Version(text, match) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version : SchemeVersion
    {
        readonly string[] _digits;
        readonly char _letter;
        readonly (int Rank, DigitRun Number)[] _suffixes;
        readonly DigitRun _revision;

        public Version(string text, Match match)
            : base(text)
        {
            _digits = match.Groups["digits"].Value.Split('.');
            _letter = match.Groups["letter"].Success ? match.Groups["letter"].Value[0] : '\0';
            _suffixes = [.. match.Groups["suffix"].Captures.Zip(match.Groups["number"].Captures, (name, number) => (Array.IndexOf(Suffixes, name.Value), DigitRun.Of(number.ValueSpan)))];
            _revision = DigitRun.Of(match.Groups["revision"].ValueSpan);
            Numbers = [.. _digits.Select(digits => DigitRun.Of(digits))];
        }

        public override bool IsPrerelease => Array.Exists(_suffixes, suffix => suffix.Rank < Array.IndexOf(Suffixes, ""));

        public override IReadOnlyList<DigitRun> Numbers { get; }

        protected override int CompareSame(SchemeVersion other)
        {
            var that = (Version)other;
            var order = CompareDigits(that);
            if (order == 0) order = _letter.CompareTo(that._letter);
            for (var i = 0; order == 0 && i < Math.Max(_suffixes.Length, that._suffixes.Length); i++)
                order = Suffix(i).CompareTo(that.Suffix(i));
            return order != 0 ? order : _revision.CompareTo(that._revision);
        }

        int CompareDigits(Version that)
        {
            for (var i = 0; i < Math.Min(_digits.Length, that._digits.Length); i++)
            {
                // After the first, digits that begin with 0 are a fraction.
                var isFraction = i > 0 && (_digits[i].StartsWith('0') || that._digits[i].StartsWith('0'));
                var order = isFraction ? string.CompareOrdinal(_digits[i], that._digits[i]) : Numbers[i].CompareTo(that.Numbers[i]);
                if (order != 0) return order;
            }

            return _digits.Length.CompareTo(that._digits.Length);
        }

        (int Rank, DigitRun Number) Suffix(int index) => index < _suffixes.Length ? _suffixes[index] : (Array.IndexOf(Suffixes, ""), default);
    }

    [GeneratedRegex(@"^(?<digits>[0-9]+(\.[0-9]+)*)(?<letter>[a-z])?(_(?<suffix>alpha|beta|pre|rc|cvs|svn|git|hg|p)(?<number>[0-9]*))*(~[0-9a-f]+)?(-r(?<revision>[0-9]+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
