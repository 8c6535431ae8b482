using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.Npm;

/// <summary>
/// package-lock.json, versions 2 and 3 (docs.npmjs.com, package-lock.json). It is changed where the package lies once in the tree, the new
/// version's manifest is the old one's in all that npm copies or resolves by, and everybody who needs it takes the new version.
/// </summary>
sealed class PackageLock : ILockFile
{
    static readonly string[] s_sections = ["dependencies", "devDependencies", "optionalDependencies"];

    static readonly string[] s_needing = ["dependencies", "optionalDependencies", "peerDependencies"];

    public string Kind => "package-lock";

    public async Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct)
    {
        var (name, json) = (question.Component.Name, JsonTree.Read(question.Lock));
        if (json["packages"] is not { } packages || json["lockfileVersion"]?.Text is not ("2" or "3")) return new LockOutcome.ByHand("It has a form that is not read.");
        if (question.Query.Package != name) return new LockOutcome.ByHand("The package has another name here.");
        var (here, path) = ("node_modules/" + name, question.Component.At.File);
        if (packages.Members.Count(member => member.Key == here || member.Key.EndsWith("/" + here, StringComparison.Ordinal)) != 1 || packages[here] is not { } entry) return new LockOutcome.ByHand("The package lies in it more than once.");
        var owner = path.StartsWith(question.Folder, StringComparison.Ordinal) ? path[question.Folder.Length..] : path;
        if (packages[owner == "package.json" ? "" : owner[..^"/package.json".Length]] is not { } project) return new LockOutcome.ByHand($"It does not know {path}.");
        var old = PackageEntry.Read(entry, question.Lock);
        if (old is null) return new LockOutcome.ByHand("The package's entry is of another kind.");
        if (Refuses(packages, project, here, name, question.Upgrade.Value) is { } refusal) return new LockOutcome.ByHand(refusal);
        var edits = new List<Edit>();
        foreach (var range in s_sections.Select(section => project[section]?[name]).OfType<JsonValue>())
        {
            if (range.In(question.Lock) is not { } whole || !whole.Text.EndsWith(question.Component.Current, StringComparison.Ordinal)) return new LockOutcome.ByHand($"It has \"{range.Text}\" where package.json has another range.");
            edits.Add(new(question.Lock.Place(whole.End - question.Component.Current.Length, question.Component.Current.Length), question.Upgrade.Value));
        }

        if (edits.Count == 0) return new LockOutcome.ByHand($"It does not say that {path} needs the package.");
        using var document = JsonFields.Parse((await client.GetAsync(new Uri($"{RegistryPath.Base(question.Registry, "npm")}/{Escaped(name)}"), "application/json", ct)).Body);
        var manifests = PackageManifests.Of(document.RootElement, old.Version.Text, question.Upgrade.Value);
        if (manifests is null) return new LockOutcome.ByHand("The registry does not tell both versions.");
        if (manifests.Difference is { } difference) return new LockOutcome.ByHand($"The versions differ in {difference}.");
        var entries = new List<PackageEntry> { old };
        if (json["dependencies"] is { } tree && LegacyTree.Find(tree, name, entries, question.Lock) is { } odd) return new LockOutcome.ByHand(odd);
        foreach (var one in entries)
        {
            if (one.Edits(question.Upgrade.Value, manifests) is not { } own) return new LockOutcome.ByHand("It names another address of the package than the registry.");
            edits.AddRange(own);
        }

        // A mirror's documents name the registry that it mirrors.
        var registry = RegistryPath.Base(question.Registry, "npm");
        var address = new Uri(new Uri(manifests.After.Tarball).Authority == new Uri(registry).Authority ? manifests.After.Tarball : registry + manifests.After.Tail);
        return new LockOutcome.Possible(async (fetch, token) =>
        {
            var published = Integrity.Read(manifests.After.Integrity, "npm dist.integrity");
            var (_, _, verified) = await Archive.FetchAsync(fetch, $"{name} {question.Upgrade.Value}", address, published, "sha512", keep: false, token);
            return new(edits, [verified]);
        });
    }

    /// <summary>Who needs it and would not take it; null: nobody.</summary>
    static string? Refuses(JsonValue packages, JsonValue project, string here, string name, string version)
    {
        var npm = VersionSchemes.Find("npm")!;
        foreach (var (path, package) in packages.Members.Where(member => member.Key != here))
        {
            // A package's own tools are not installed with it; a workspace's are.
            var sections = path.Contains("node_modules/", StringComparison.Ordinal) ? s_needing : [.. s_needing, "devDependencies"];
            foreach (var range in sections.Where(section => package != project || section == "peerDependencies").Select(section => package[section]?[name]).OfType<JsonValue>())
            {
                if (npm.Parse(version) is not { } wanted || npm.ParseRange(range.Text)?.Allows(wanted) is not true) return $"{(path.Length == 0 ? "The project" : path)} needs {name} {range.Text}.";
            }
        }

        return null;
    }

    static string Escaped(string name) => RegistryPath.Name(name).Replace("/", "%2f", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
}
