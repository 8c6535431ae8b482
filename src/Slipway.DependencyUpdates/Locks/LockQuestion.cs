using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks;

/// <summary>Whether one step can be made in a lock file.</summary>
/// <param name="Lock">The file.</param>
/// <param name="Registry">Of the component.</param>
sealed record LockQuestion(Component Component, Upgrade Upgrade, SourceFile Lock, ProjectFiles Files, Uri? Registry)
{
    public DatasourceQuery Query => Component.Query!;

    /// <summary>The folder of the lock, with a slash at its end; empty: the top.</summary>
    public string Folder => Lock.Path.LastIndexOf('/') is >= 0 and var cut ? Lock.Path[..(cut + 1)] : "";
}
