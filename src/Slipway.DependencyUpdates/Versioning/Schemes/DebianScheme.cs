using Slipway.Formats.Debian;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>deb-version(7), by <see cref="DebianVersion"/>; the same order as dpkg's.</summary>
sealed class DebianScheme : IVersionScheme
{
    public string Name => "debian";

    public SchemeVersion? Parse(string text) => DebianVersion.TryParse(text, out var version) ? new Version(text, version) : null;

    public VersionRange? ParseRange(string text) => ComparisonList.Parse(text, Parse);

    sealed class Version(string text, DebianVersion version) : SchemeVersion(text)
    {
        /// <summary>A tilde in the upstream part: <c>2.0~rc1</c>. One in the revision (<c>1.2-3~bpo12+1</c>) is a rebuild.</summary>
        public override bool IsPrerelease => version.Upstream.Contains('~', StringComparison.Ordinal);

        public override IReadOnlyList<DigitRun> Numbers { get; } = LeadingNumbers.Of(version.Upstream, DigitRun.Of(version.Epoch));

        protected override int CompareSame(SchemeVersion other) => version.CompareTo(((Version)other).Value);

        DebianVersion Value => version;
    }
}
