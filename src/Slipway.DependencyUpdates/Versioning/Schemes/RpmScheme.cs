using Slipway.Formats.Rpm;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>Epoch, version and release as rpm orders them (rpmvercmp), with <c>~</c> and <c>^</c>.</summary>
sealed class RpmScheme : IVersionScheme
{
    const int MaxLength = 500;

    public string Name => "rpm";

    public SchemeVersion? Parse(string text) =>
        text.Length is > 0 and <= MaxLength && RpmVersion.TryParse(text, out var version) ? new Version(text, version) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version(string text, RpmVersion version) : SchemeVersion(text)
    {
        public override bool IsPrerelease => version.Version.Contains('~', StringComparison.Ordinal);

        public override IReadOnlyList<DigitRun> Numbers { get; } = LeadingNumbers.Of(version.Version, DigitRun.Of(version.Epoch));

        protected override int CompareSame(SchemeVersion other) => version.CompareTo(((Version)other).Value);

        RpmVersion Value => version;
    }
}
