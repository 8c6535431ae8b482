using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>
/// OpenSSL's two ways: before 3, <c>M.N.F</c> and letters that come after the plain version (<c>1.0.2</c>, a ... z, za ... zh); from 3 on SemVer.
/// </summary>
sealed partial class OpenSslScheme : IVersionScheme
{
    const int MaxLength = 100;

    public string Name => "openssl";

    public SchemeVersion? Parse(string text) => text.Length <= MaxLength && Pattern().Match(text) is { Success: true } match ? new Version(text, match) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version : SchemeVersion
    {
        readonly string _letters;
        readonly string[] _prerelease;

        public Version(string text, Match match)
            : base(text)
        {
            Numbers = [.. match.Groups["numbers"].Value.Split('.').Select(part => DigitRun.Of(part))];
            _letters = match.Groups["letters"].Value;
            // beta3 is beta.3: the numbers of OpenSSL's prereleases are numbers.
            _prerelease = match.Groups["word"].Success ? [match.Groups["word"].Value, .. match.Groups["number"].Value is { Length: > 0 } number ? [number] : Array.Empty<string>()] : [];
        }

        public override bool IsPrerelease => _prerelease.Length > 0;

        public override IReadOnlyList<DigitRun> Numbers { get; }

        protected override int CompareSame(SchemeVersion other)
        {
            var that = (Version)other;
            for (var i = 0; i < 3; i++)
            {
                var order = Numbers[i].CompareTo(that.Numbers[i]);
                if (order != 0) return order;
            }

            var letters = _letters.Length != that._letters.Length ? _letters.Length.CompareTo(that._letters.Length) : string.CompareOrdinal(_letters, that._letters);
            return letters != 0 ? letters : PrereleaseIdentifiers.Compare(_prerelease, that._prerelease, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^(?<numbers>[0-9]+\.[0-9]+\.[0-9]+)(?<letters>z*[a-z]?)(-(?<word>alpha|beta|dev|pre|rc)\.?(?<number>[0-9]*)(-dev)?)?(\+[0-9A-Za-z.-]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
