using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Locks.NuGet;

/// <summary>
/// packages.lock.json of every project of the repository (learn.microsoft.com/nuget, locking dependencies). They are changed where both
/// versions' nuspec asks for the same, and each lock names the package as the project files do.
/// </summary>
sealed class PackagesLock : ILockFile
{
    public string Kind => "packages-lock";

    public async Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct)
    {
        var (name, old, wanted) = (question.Component.Name, question.Component.Current, question.Upgrade.Value);
        var places = new LockedPlaces(name, old, question.Upgrade.To);
        foreach (var file in question.Files.Named(path => path == "packages.lock.json" || path.EndsWith("/packages.lock.json", StringComparison.Ordinal)))
        {
            if (places.Read(file) is { } odd) return new LockOutcome.ByHand(odd);
        }

        if (places.Hashes.Count == 0) return new LockOutcome.ByHand("No lock has the package as the project file does.");
        var address = RegistryPath.Base(question.Registry, DatasourceNames.NuGet);
        using var service = JsonFields.Parse((await client.GetAsync(new Uri(address.EndsWith(".json", StringComparison.Ordinal) ? address : address + "/index.json"), ct: ct)).Body);
        if (Datasources.Registries.NuGet.Resource(service.RootElement, ["PackageBaseAddress/3.0.0"]) is not { } flat) return new LockOutcome.ByHand("The registry does not say where packages are.");
        var id = RegistryPath.Name(name.ToLowerInvariant());
        Uri At(string version, string file) => new($"{flat.TrimEnd('/')}/{id}/{RegistryPath.Name(version.ToLowerInvariant())}/{file}");
        var (before, after) = (await client.GetAsync(At(old, id + ".nuspec"), ct: ct), await client.GetAsync(At(wanted, id + ".nuspec"), ct: ct));
        if (Nuspec.Needs(before.Body) != Nuspec.Needs(after.Body)) return new LockOutcome.ByHand("The versions differ in what they need.");
        return new LockOutcome.Possible(async (fetch, token) =>
        {
            var (_, fetched, verified) = await Archive.FetchAsync(fetch, $"{name} {wanted}", At(wanted, $"{id}.{wanted.ToLowerInvariant()}.nupkg"), null, "sha512", keep: true, token);
            try
            {
                await using var package = File.OpenRead(fetched.File!);
                var hash = ContentHash.Of(package);
                return new([.. places.Versions.Select(place => new Edit(place, wanted)), .. places.Hashes.Select(place => new Edit(place, hash))], [$"{verified} Its content hash is {hash}."]);
            }
            catch (InvalidDataException wrong)
            {
                throw new RefusedUpdateException("deps.archive-malformed", $"{name} {wanted} is no package: {wrong.Message}", "Tell the registry's operator.");
            }
            finally
            {
                File.Delete(fetched.File!);
            }
        });
    }
}
