using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Locks.Npm;

/// <summary>The places of an entry that a new version changes.</summary>
/// <param name="Resolved">Null: npm was told not to write addresses.</param>
sealed record PackageEntry(Place Version, Place? Resolved, Place Integrity)
{
    /// <summary>Null: it is a link, in a bundle, from git, or spelled in a way that can't be changed.</summary>
    public static PackageEntry? Read(JsonValue entry, SourceFile file) =>
        entry["link"] is null && entry["inBundle"] is null && entry["bundled"] is null && entry["hasShrinkwrap"] is null && entry["deprecated"] is null
        && entry["version"]?.In(file) is { } version && (entry["resolved"] is null || entry["resolved"]!.In(file) is not null) && entry["integrity"]?.In(file) is { } integrity && integrity.Text.StartsWith("sha512-", StringComparison.Ordinal)
            ? new(version, entry["resolved"]?.In(file), integrity)
            : null;

    /// <returns>Null: its address is none of the registry's.</returns>
    public IEnumerable<Edit>? Edits(string version, PackageManifests manifests)
    {
        var (before, after) = manifests;
        if (Resolved is not { } place) return [new(Version, version), new(Integrity, after.Integrity)];
        var address = place.Text == before.Tarball ? after.Tarball
            : place.Text.EndsWith(before.Tail, StringComparison.Ordinal) ? place.Text[..^before.Tail.Length] + after.Tail
            : null;
        return address is null ? null : [new(Version, version), new(place, address), new(Integrity, after.Integrity)];
    }
}
