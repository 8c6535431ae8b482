using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Locks;

/// <summary>One kind of lock file.</summary>
interface ILockFile
{
    string Kind { get; }

    /// <summary>Compares what the old and the new version need, by what their registry says of both.</summary>
    /// <exception cref="Datasources.SourceException">The registry can't be asked.</exception>
    /// <exception cref="Syntax.UnreadableException">The lock can't be read.</exception>
    Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct);
}
