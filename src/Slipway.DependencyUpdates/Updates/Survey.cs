using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;

namespace Slipway.DependencyUpdates.Updates;

/// <summary>A project as it lies there: its settings, and every component with what the settings add to it.</summary>
/// <param name="Components">In the order of files and places.</param>
/// <param name="Faults">In files that name components.</param>
/// <param name="Warnings">Of the configuration.</param>
public sealed record Survey(ProjectFiles Files, DependencySettings Settings, IReadOnlyList<Component> Components, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Warnings)
{
    /// <summary>Components that nothing watches and about which nobody wrote why.</summary>
    public IEnumerable<Component> Silent => Components.Where(component => component.Query is null && component.Unwatched is null);

    public static Survey Take(ProjectFiles files, DependencySettings settings, IReadOnlyList<Fault> warnings)
    {
        var kept = settings.Exclude.Count == 0 ? files : files.Without(path => settings.Exclude.Any(glob => glob.Matches(path)));
        var found = ManagerSet.Read(kept, settings.Patterns, settings.OffManagers);
        // What a pattern names at a place is what the place is; the manager that found it too would change it a second time.
        var patterned = found.Components.Where(component => component.Manager == "pattern").SelectMany(component => component.Places).ToHashSet();
        var components = found.Components.Where(component => component.Manager == "pattern" || !component.Places.Any(patterned.Contains)).Select(component => Complete(component, settings));
        var used = settings.Components.Where(watch => !found.Components.Any(component => Fits(watch, component))).Select(watch => new Fault(settings.Source ?? "", 0, "deps.finds-nothing", $"components: \"{watch.Name.Text}\" is in no file.", "Correct the name, or take it out."));
        return new(kept, settings, [.. components], [.. found.Faults, .. used], warnings);
    }

    static Component Complete(Component component, DependencySettings settings)
    {
        foreach (var watch in settings.Components.Where(watch => Fits(watch, component)))
        {
            var query = watch.Query is { } own ? own with { Package = own.Package.Length > 0 ? own.Package : component.Name } : component.Query;
            var archive = watch.Archive is { } template ? UrlTemplate.Of(template, "{version}") : component.Archive;
            component = component with
            {
                Query = query, Unwatched = watch.Unwatched ?? (watch.Query is null ? component.Unwatched : null), Scheme = watch.Scheme ?? component.Scheme, TagPattern = watch.TagPattern ?? component.TagPattern,
                Allowed = watch.Allowed ?? component.Allowed, Archive = archive, Keys = watch.Keys.Count > 0 ? watch.Keys : component.Keys,
                Checksums = watch.Archive is null ? component.Checksums : [.. component.Checksums.Select(sum => sum.Algorithm is "manifest" or "commit" || sum.Archive is { Varies: true } ? sum : sum with { Archive = archive })],
            };
            if (watch.Bundle is { } bundle && component.BundleChecksums.Count > 0)
                component = component with { Locked = null, BundleChecksums = [], Checksums = [.. component.Checksums, .. component.BundleChecksums.Select(place => new ChecksumPlace(place, "sha256", UrlTemplate.Of(bundle, "{version}")))] };
        }

        return component;
    }

    static bool Fits(WatchSetting watch, Component component) => (watch.Manager is null || watch.Manager == component.Manager) && watch.Name.Matches(component.Name);
}
