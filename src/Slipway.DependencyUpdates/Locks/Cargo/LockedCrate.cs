using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Toml;

namespace Slipway.DependencyUpdates.Locks.Cargo;

/// <summary>A <c>[[package]]</c> of a Cargo.lock.</summary>
/// <param name="Source">Null: of the project itself.</param>
/// <param name="Needs"><c>serde</c>, or with a version where there are several.</param>
sealed record LockedCrate(string Name, Place Version, string? Source, Place? Checksum, IReadOnlyList<string> Needs)
{
    public static IReadOnlyList<LockedCrate> Read(SourceFile file)
    {
        var found = new List<LockedCrate>();
        foreach (var package in TomlScanner.Read(file).Where(entry => entry.Table == "package").GroupBy(entry => entry.TableNumber))
        {
            TomlEntry? Of(string key) => package.FirstOrDefault(entry => entry.Key == key && !entry.InList);
            if (Of("name") is { } name && Of("version") is { } version)
                found.Add(new(name.Raw, version.In(file), Of("source")?.Raw, Of("checksum")?.In(file), [.. package.Where(entry => entry is { Key: "dependencies", InList: true }).Select(entry => entry.Raw)]));
        }

        return found;
    }
}
