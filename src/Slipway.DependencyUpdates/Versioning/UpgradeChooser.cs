using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Versioning.Choice;
using Slipway.DependencyUpdates.Versioning.Tags;

namespace Slipway.DependencyUpdates.Versioning;

/// <summary>Chooses the permitted upgrades of one component: reads the tags' form, takes the scheme, checks it against the history, applies the constraints.</summary>
public static class UpgradeChooser
{
    static readonly HashSet<string> Named = new(StringComparer.Ordinal)
    {
        DatasourceNames.NuGet, DatasourceNames.Npm, DatasourceNames.PyPi, DatasourceNames.RubyGems, DatasourceNames.Debian, DatasourceNames.Rpm,
        DatasourceNames.Go, DatasourceNames.Crates, DatasourceNames.Maven,
    };

    /// <summary>Never throws for what upstream or the project wrote; every refusal has its code and remedy.</summary>
    public static UpgradeChoice Choose(UpgradeRequest request)
    {
        if (request.Scheme is not null && VersionSchemes.Find(request.Scheme) is null)
            return new UpgradeChoice.Refused("deps.scheme-unknown", $"There is no version scheme {request.Scheme}.", $"Use one of {string.Join(", ", VersionSchemes.Names.Order(StringComparer.Ordinal))}.");
        var tags = request.Releases.Select(release => release.Version).ToList();
        var (reader, refusal, note) = Reader(request, tags);
        return reader is null ? refusal! : Choose(request, reader, note);
    }

    static UpgradeChoice Choose(UpgradeRequest request, TagReader reader, string? note)
    {
        var dropped = new List<DroppedRelease>();
        if (note is not null) dropped.Add(new(request.Current, "current-missing", note));
        var read = new List<(Release Release, string Dotted)>();
        foreach (var release in request.Releases)
        {
            if (reader.Read(release.Version) is { } dotted) read.Add((release, dotted));
            else dropped.Add(new(release.Version, "other-form", "It is not of the form that the current version's releases have."));
        }

        var own = CurrentText(request, reader);
        var scheme = request.Scheme is { } declared ? VersionSchemes.Find(declared)! : SchemeChoice.For(request.Datasource, own, [.. read.Select(pair => pair.Dotted)]);
        if (scheme.Parse(own) is not { } current)
            return new UpgradeChoice.Refused("deps.version-unread", $"{request.Current} is no version of the scheme {scheme.Name}.", "Declare the component's scheme, or its tag pattern.") { Scheme = scheme.Name, Dropped = dropped };

        var candidates = new List<Candidate>();
        foreach (var (release, dotted) in read)
        {
            if (scheme.Parse(dotted) is { } version) candidates.Add(new(release, dotted, version));
            else dropped.Add(new(release.Version, "not-a-version", $"It is no version of the scheme {scheme.Name}."));
        }

        // A mirror may tell when it got a version, not when it was published: whoever declares the scheme says that the dates are wrong.
        if (request.Scheme is null && HistoryCheck.Contradiction(candidates, scheme) is { } contradiction)
            return new UpgradeChoice.Refused("deps.order-contradicts-dates", contradiction, "Declare the scheme that upstream follows (often loose; the same where the source tells wrong dates), or a tag pattern that leaves out the other family.") { Scheme = scheme.Name, Dropped = dropped };
        return new Selection(request, scheme, current, reader).Select(candidates, dropped);
    }

    /// <summary>The current version without its form. With a pattern, the project may write the whole tag or only the version.</summary>
    static string CurrentText(UpgradeRequest request, TagReader reader) =>
        Named.Contains(request.Datasource) ? request.Current : reader.Read(request.Current) ?? TagForm.Of(request.Current)?.Read(request.Current) ?? request.Current;

    static (TagReader? Reader, UpgradeChoice? Refusal, string? Note) Reader(UpgradeRequest request, List<string> tags)
    {
        var own = TagForm.Of(request.Current) ?? TagForm.Plain;
        if (request.TagPattern is { } pattern)
        {
            try
            {
                return (new(null, new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(50)), own), null, null);
            }
            catch (ArgumentException invalid)
            {
                return (null, new UpgradeChoice.Refused("deps.pattern-invalid", $"The tag pattern can't be read: {invalid.Message}", "Correct it; it needs a group version, or major, minor and patch."), null);
            }
        }

        if (Named.Contains(request.Datasource)) return (new(null, null, TagForm.Plain), null, null);
        var form = TagForms.Find(request.Current, tags, out var note);
        return form is not null || tags.Count == 0
            ? (new(form ?? own, null, own), null, note)
            : (null, new UpgradeChoice.Refused("deps.form-unknown", $"No release of upstream has the form of {request.Current}, and there is no single other form.", "Give the component a tag pattern."), null);
    }
}
