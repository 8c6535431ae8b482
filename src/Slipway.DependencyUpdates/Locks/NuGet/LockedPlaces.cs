using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.NuGet;

/// <summary>Where locks name a package's version and its content.</summary>
sealed class LockedPlaces(string name, string old, SchemeVersion wanted)
{
    public List<Place> Versions { get; } = [];

    public List<Place> Hashes { get; } = [];

    string Range => $"[{old}, )";

    /// <returns>Why a lock can't be changed exactly; null: it can, or has nothing of the package.</returns>
    public string? Read(SourceFile file)
    {
        foreach (var (framework, packages) in JsonTree.Read(file)["dependencies"]?.Members ?? [])
        {
            foreach (var (package, entry) in packages.Members)
            {
                if (entry["dependencies"]?.Members.FirstOrDefault(need => Is(need.Key)).Value is { } need && Needs(file, package, entry, need) is { } refusal) return refusal;
                if (Is(package) && Own(file, framework, packages, entry) is { } odd) return odd;
            }
        }

        return null;
    }

    /// <summary>What another package, or a project, wants of it.</summary>
    string? Needs(SourceFile file, string who, JsonValue entry, JsonValue need)
    {
        if (entry.String("type") == "Project" && need.Text == Range) return Take(file, need);
        // A bare version is the least that is wanted.
        var range = need.Text.Length > 0 && char.IsAsciiDigit(need.Text[0]) ? $"[{need.Text}, )" : need.Text;
        return VersionSchemes.Find("nuget")!.ParseRange(range)?.Allows(wanted) is true ? null : $"{file.Path}: {who} needs {name} {need.Text}.";
    }

    string? Own(SourceFile file, string framework, JsonValue packages, JsonValue entry)
    {
        var (type, requested, resolved) = (entry.String("type"), entry["requested"], entry["resolved"]);
        if (type == "Transitive" && !packages.Members.Any(other => other.Value.String("type") == "Project" && other.Value["dependencies"]?.Members.Any(need => Is(need.Key) && need.Value.Text == Range) is true)) return null;
        if (resolved?.Text != old || (type != "Transitive" && requested?.Text != Range)) return $"{file.Path} has {name} {requested?.Text ?? resolved?.Text} for {framework}.";
        if (entry["contentHash"]?.In(file) is not { } hash || resolved.In(file) is not { } version) return $"{file.Path} has no plain content hash of {name}.";
        Hashes.Add(hash);
        Versions.Add(version);
        return requested is null ? null : Take(file, requested);
    }

    /// <summary>The version in <c>[1.0.0, )</c>.</summary>
    string? Take(SourceFile file, JsonValue range)
    {
        if (range.In(file) is not { } place) return $"{file.Path} spells {range.Text} with escapes.";
        Versions.Add(file.Place(place.Start + 1, old.Length));
        return null;
    }

    bool Is(string other) => other.Equals(name, StringComparison.OrdinalIgnoreCase);
}
