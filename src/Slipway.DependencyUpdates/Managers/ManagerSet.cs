using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers.Cargo;
using Slipway.DependencyUpdates.Managers.Docker;
using Slipway.DependencyUpdates.Managers.GitLabCi;
using Slipway.DependencyUpdates.Managers.Go;
using Slipway.DependencyUpdates.Managers.Maven;
using Slipway.DependencyUpdates.Managers.Npm;
using Slipway.DependencyUpdates.Managers.NuGet;
using Slipway.DependencyUpdates.Managers.Omnibus;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.DependencyUpdates.Managers.Python;
using Slipway.DependencyUpdates.Managers.Ruby;
using Slipway.DependencyUpdates.Managers.Submodules;
using Slipway.DependencyUpdates.Managers.VersionFiles;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>Every manager there is.</summary>
public static class ManagerSet
{
    static readonly IManager[] s_all =
    [
        new OmnibusManager(), new VersionFileManager(), new BundlerManager(), new DockerfileManager(), new GitLabCiManager(), new NpmManager(), new NuGetManager(),
        new PipManager(), new PyProjectManager(), new GoModManager(), new CargoManager(), new MavenManager(), new SubmoduleManager(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(manager => manager.Name), "pattern"];

    /// <summary>All that the files name.</summary>
    /// <param name="off">Managers that are not asked.</param>
    public static Findings Read(ProjectFiles files, IReadOnlyList<PatternWatch> patterns, IReadOnlySet<string> off)
    {
        var findings = new Findings();
        foreach (var manager in s_all.Append(new PatternManager(patterns)).Where(manager => !off.Contains(manager.Name))) manager.Read(files, findings);
        return findings;
    }
}
