using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Locks.Go;

/// <summary>The files of a module's version at a proxy (go.dev/ref/mod, GOPROXY protocol).</summary>
sealed class ModuleProxy(string address, SourceClient client)
{
    public async Task<byte[]> ModAsync(string module, string version, CancellationToken ct) => (await client.GetAsync(At(module, version, "mod"), ct: ct)).Body;

    /// <summary>The hash of the module's zip file, and how it was come by.</summary>
    public async Task<(string Hash, string Verified)> HashAsync(FetchArchive fetch, string module, string version, CancellationToken ct)
    {
        var (_, fetched, verified) = await Archive.FetchAsync(fetch, $"{module} {version}", At(module, version, "zip"), null, "sha256", keep: true, ct);
        try
        {
            var hash = await ModuleHash.OfZipAsync(fetched.File!, $"{module}@{version}/", ct);
            return (hash, $"{verified} Its module hash is {hash}.");
        }
        finally
        {
            File.Delete(fetched.File!);
        }
    }

    Uri At(string module, string version, string ending) => new($"{address}/{Escape(RegistryPath.Name(module))}/@v/{Escape(RegistryPath.Name(version))}.{ending}");

    /// <summary>Upper case is written <c>!</c> and lower case.</summary>
    static string Escape(string path) => string.Concat(path.Select(c => char.IsAsciiLetterUpper(c) ? $"!{char.ToLowerInvariant(c)}" : c.ToString()));
}
