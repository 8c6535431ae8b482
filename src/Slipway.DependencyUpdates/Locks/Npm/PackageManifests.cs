using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;

namespace Slipway.DependencyUpdates.Locks.Npm;

/// <param name="Tarball">Its address, as the registry tells it.</param>
/// <param name="Tail">What registries have below their own address: <c>/left/-/left-1.0.0.tgz</c>.</param>
/// <param name="Integrity"><c>sha512-…</c></param>
sealed record PackageManifest(string Tarball, string Tail, string Integrity);

/// <summary>Two versions of a package as the registry tells them.</summary>
/// <param name="Difference">The first field that npm copies into a lock, or resolves by, in which they differ; null: none.</param>
sealed record PackageManifests(PackageManifest Before, PackageManifest After, string? Difference)
{
    static readonly string[] s_copied =
    [
        "dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "bundleDependencies", "bundledDependencies", "bin", "engines", "os", "cpu", "libc", "license", "funding", "hasInstallScript",
        "_hasShrinkwrap", "deprecated",
    ];

    static readonly string[] s_scripts = ["preinstall", "install", "postinstall"];

    public void Deconstruct(out PackageManifest before, out PackageManifest after) => (before, after) = (Before, After);

    /// <summary>Null: one of them is not there, or without a strong digest.</summary>
    public static PackageManifests? Of(JsonElement document, string before, string after)
    {
        if (document.Field("versions") is not { } versions || versions.Field(before) is not { } old || versions.Field(after) is not { } made) return null;
        return Manifest(old) is { } one && Manifest(made) is { } other ? new(one, other, Differing(old, made)) : null;
    }

    static PackageManifest? Manifest(JsonElement version) =>
        version.Field("dist") is { } dist && dist.Text("tarball") is { } tarball && dist.Text("integrity") is { } integrity && integrity.StartsWith("sha512-", StringComparison.Ordinal) && !integrity.Contains(' ', StringComparison.Ordinal)
            && tarball.LastIndexOf("/-/", StringComparison.Ordinal) is > 0 and var cut
            ? new(tarball, $"/{version.Text("name")}{tarball[cut..]}", integrity)
            : null;

    static string? Differing(JsonElement old, JsonElement made) =>
        Array.Find(s_copied, name => !Same(old.Field(name), made.Field(name)))
        // Whether there is one is copied, not what it runs.
        ?? Array.Find(s_scripts, name => old.Field("scripts")?.Field(name) is null != made.Field("scripts")?.Field(name) is null);

    static bool Same(JsonElement? one, JsonElement? other) => one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : IsNothing(one) && IsNothing(other);

    /// <summary>An empty map or list says nothing.</summary>
    static bool IsNothing(JsonElement? value) => value switch
    {
        null => true,
        { ValueKind: JsonValueKind.Object } map => !map.EnumerateObject().Any(),
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0,
        { ValueKind: JsonValueKind.False or JsonValueKind.Null } => true,
        _ => false,
    };
}
