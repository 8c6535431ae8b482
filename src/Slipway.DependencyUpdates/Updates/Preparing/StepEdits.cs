using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>The replacements of text that one step is: the version in each of its places, and each checksum.</summary>
static class StepEdits
{
    /// <param name="digests">For each checksum, what stands there after.</param>
    /// <exception cref="RefusedUpdateException">A place says something that is not understood: better no update than a wrong one.</exception>
    public static IEnumerable<Edit> Of(Component component, Upgrade upgrade, IReadOnlyDictionary<ChecksumPlace, string> digests)
    {
        foreach (var place in component.Places) yield return new(place, Version(component, place, upgrade.Value));
        foreach (var (sum, digest) in digests)
        {
            string Filled(string text) => text.Replace("{version}", upgrade.Value, StringComparison.Ordinal);
            yield return new(sum.Place, Filled(sum.Before) + (IsUpper(sum.Place.Text) ? digest.ToUpperInvariant() : digest) + Filled(sum.After));
        }
    }

    static string Version(Component component, Place place, string value)
    {
        if (place.Text == component.Current) return value;
        var written = Spelling.Between(component.Current, place.Text)?.Write(value)
            ?? throw new RefusedUpdateException("deps.place-not-understood", $"{place.File} writes \"{place.Text}\" where the version is {component.Current}.", "Change it by hand.");
        // ${VERSION}-slim: what stands around the place stays, so it must stay right.
        if (component.Current.Contains(place.Text, StringComparison.Ordinal) && component.Current.Replace(place.Text, written, StringComparison.Ordinal) != value)
            throw new RefusedUpdateException("deps.place-not-understood", $"{place.File} writes \"{place.Text}\" as a part of {component.Current}, and with another part it would not become {value}.", "Change it by hand.");
        return written;
    }

    static bool IsUpper(string digest) => digest.Length > 0 && digest.Any(char.IsAsciiLetterUpper) && !digest.Any(char.IsAsciiLetterLower);
}
