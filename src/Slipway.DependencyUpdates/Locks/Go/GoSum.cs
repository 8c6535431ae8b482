using System.Text;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.Go;

/// <summary>
/// go.sum (go.dev/ref/mod, go.sum files). It is changed where both versions' go.mod require the same of modules and language, and no module
/// that the project requires wants a newer one. The old version's line for its go.mod stays: another module may name it, and a line too many
/// harms nothing, where one too few stops the build.
/// </summary>
sealed class GoSum : ILockFile
{
    const int MostModules = 300;

    public string Kind => "go-sum";

    public async Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct)
    {
        var (module, old, wanted) = (question.Query.Package, question.Component.Current, question.Upgrade.Value);
        if (question.Files.Paths.Any(path => path == question.Folder + "vendor/modules.txt")) return new LockOutcome.ByHand("The modules' code is in vendor/.");
        var (zip, mod) = (Line(question.Lock, $"{module} {old} "), Line(question.Lock, $"{module} {old}/go.mod "));
        if (zip is not { } whole || mod is not { } below || Line(question.Lock, $"{module} {wanted} ") is not null) return new LockOutcome.ByHand("It does not hold the old version alone.");
        var proxy = new ModuleProxy(RegistryPath.Base(question.Registry, DatasourceNames.Go), client);
        var (before, after) = (GoModText.Read(await proxy.ModAsync(module, old, ct)), GoModText.Read(await proxy.ModAsync(module, wanted, ct)));
        if (before.Says != after.Says) return new LockOutcome.ByHand("The versions differ in what they require.");
        var project = GoModText.Read(Encoding.UTF8.GetBytes(question.Files.Open(question.Component.At.File)!.Text));
        if (project.Language is not { } language || VersionSchemes.Find("loose")!.Parse(language)!.OrderTo(VersionSchemes.Find("loose")!.Parse("1.17")) < 0) return new LockOutcome.ByHand("The module is of a Go before 1.17, which keeps more in it.");
        if (project.Requires.Count > MostModules) return new LockOutcome.ByHand($"The module requires more than {MostModules} others.");
        var others = await Task.WhenAll(project.Requires.Where(one => one.Module != module).Select(async one => (one.Module, GoModText.Read(await proxy.ModAsync(one.Module, one.Version, ct)))));
        var go = VersionSchemes.Find("go")!;
        foreach (var (other, text) in others)
        {
            if (text.Requires.Any(one => one.Module == module && go.Parse(one.Version)?.OrderTo(question.Upgrade.To) is not <= 0)) return new LockOutcome.ByHand($"{other} wants a newer one.");
        }

        return new LockOutcome.Possible(async (fetch, token) =>
        {
            var (digest, verified) = await proxy.HashAsync(fetch, module, wanted, token);
            var ending = below.Text.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            var lines = $"{module} {wanted} {digest}{ending}{module} {wanted}/go.mod {ModuleHash.OfMod(await proxy.ModAsync(module, wanted, token))}{ending}";
            return new([new(whole, ""), new(question.Lock.Place(below.End, 0), (below.Text.EndsWith('\n') ? "" : ending) + lines)], [verified]);
        });
    }

    /// <summary>With its line's end.</summary>
    static Place? Line(SourceFile file, string beginning)
    {
        foreach (var (start, text) in file.Lines())
        {
            if (!text.StartsWith(beginning, StringComparison.Ordinal)) continue;
            var end = file.Text.IndexOf('\n', start);
            return file.Place(start, (end < 0 ? file.Text.Length : end + 1) - start);
        }

        return null;
    }
}
