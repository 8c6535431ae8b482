using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Toml;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.Cargo;

/// <summary>
/// Cargo.lock (doc.rust-lang.org/cargo, Cargo.toml vs Cargo.lock). It is changed where it has the crate once, both versions have the same
/// dependencies and features, and every crate that needs it takes the new one, by its own line of the index.
/// </summary>
sealed class CargoLock : ILockFile
{
    public string Kind => "cargo-lock";

    public async Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct)
    {
        var (name, wanted) = (question.Query.Package, question.Upgrade.To);
        var crates = LockedCrate.Read(question.Lock);
        if (crates.Where(crate => crate.Name == name).ToList() is not [{ Checksum: { } checksum } mine]) return new LockOutcome.ByHand("It has the crate more than once, or not from a registry.");
        var before = await IndexLine.FindAsync(question.Registry, name, mine.Version.Text, client, ct);
        var after = await IndexLine.FindAsync(question.Registry, name, question.Upgrade.Value, client, ct);
        if (before is null || after is null) return new LockOutcome.ByHand("The registry does not tell both versions.");
        if (before.Needs != after.Needs) return new LockOutcome.ByHand("The versions differ in what they need, or in their features.");
        foreach (var other in crates.Where(other => other.Needs.Any(need => need.Split(' ')[0] == name)))
        {
            if (other.Source is null) continue; // the project's own, which says it in a Cargo.toml
            if (other.Source != mine.Source) return new LockOutcome.ByHand($"{other.Name} needs it, and comes from another registry.");
            if (await IndexLine.FindAsync(question.Registry, other.Name, other.Version.Text, client, ct) is not { } line || !line.Takes(name, wanted)) return new LockOutcome.ByHand($"{other.Name} {other.Version.Text} does not take the new version.");
        }

        if (Manifests(question, name).FirstOrDefault(entry => VersionSchemes.Find("cargo")!.ParseRange(entry.Requirement)?.Allows(wanted) is not true) is { Path: { } path } refusing) return new LockOutcome.ByHand($"{path} needs {name} {refusing.Requirement}.");
        return new LockOutcome.Possible(async (fetch, token) =>
        {
            var address = await DownloadAsync(question.Registry, name, question.Upgrade.Value, client, token);
            var (digest, _, verified) = await Archive.FetchAsync(fetch, $"{name} {question.Upgrade.Value}", address, new("sha256", after.Checksum, "cargo index"), "sha256", keep: false, token);
            return new([new(mine.Version, question.Upgrade.Value), new(checksum, digest)], [verified]);
        });
    }

    /// <summary>Requirements of the same crate in other manifests below the lock.</summary>
    static IEnumerable<(string Path, string Requirement)> Manifests(LockQuestion question, string name) =>
        question.Files.Named(path => path != question.Component.At.File && path.StartsWith(question.Folder, StringComparison.Ordinal) && (path == "Cargo.toml" || path.EndsWith("/Cargo.toml", StringComparison.Ordinal)))
            .SelectMany(file => TomlScanner.Read(file).Where(entry => !entry.InList && IsRequirement(entry, name)).Select(entry => (file.Path, entry.Raw)));

    static bool IsRequirement(TomlEntry entry, string name) =>
        (entry.Table.EndsWith("dependencies", StringComparison.Ordinal) && (entry.Key == name || entry.Key == name + ".version")) || (entry.Table.EndsWith("dependencies." + name, StringComparison.Ordinal) && entry.Key == "version");

    /// <summary>The index's config.json: <c>dl</c> with marks, or a base (The Cargo Book, Registry Index).</summary>
    static async Task<Uri> DownloadAsync(Uri? registry, string name, string version, SourceClient client, CancellationToken ct)
    {
        using var config = JsonFields.Parse((await client.GetAsync(new Uri($"{RegistryPath.Base(registry, DatasourceNames.Crates)}/config.json"), ct: ct)).Body);
        var dl = config.RootElement.Text("dl") ?? throw new SourceException("deps.source-malformed", "The registry does not say where crates are.", "Tell its operator.");
        var lower = name.ToLowerInvariant();
        var prefix = lower.Length switch { 1 => "1", 2 => "2", 3 => $"3/{lower[0]}", _ => $"{lower[..2]}/{lower[2..4]}" };
        if (!dl.Contains('{', StringComparison.Ordinal)) dl = dl.TrimEnd('/') + "/{crate}/{version}/download";
        return new(dl.Replace("{crate}", name, StringComparison.Ordinal).Replace("{version}", version, StringComparison.Ordinal).Replace("{lowerprefix}", prefix, StringComparison.Ordinal).Replace("{prefix}", prefix, StringComparison.Ordinal));
    }
}
