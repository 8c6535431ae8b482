using Slipway.PackageServer.Pool;

namespace Slipway.PackageServer.Publications;

/// <summary>Something to publish. Commands that wait together are published together.</summary>
abstract record PublicationCommand
{
    /// <summary>Nobody waits any more if this one fails.</summary>
    public abstract void Fail(Exception reason);
}

abstract record PublicationCommand<TOutcome> : PublicationCommand
{
    readonly TaskCompletionSource<TOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TOutcome> Outcome => outcome.Task;

    public void Finish(TOutcome result) => outcome.TrySetResult(result);

    public override void Fail(Exception reason) => outcome.TrySetException(reason);
}

sealed record PushCommand(PreparedPackage Package) : PublicationCommand<PushOutcome>;

/// <summary>Takes a package out of the indexes and stops its download.</summary>
sealed record YankCommand(string Filename, string By) : PublicationCommand<YankOutcome>;

/// <summary>Signs anew: a key was changed, or Valid-Until comes near. Gives the generation.</summary>
sealed record RefreshCommand : PublicationCommand<long>;

abstract record PushOutcome
{
    public sealed record Created(Package Package) : PushOutcome;

    /// <summary>The same bytes were there.</summary>
    public sealed record Unchanged(Package Package) : PushOutcome;

    /// <summary>Other bytes were there under the same name, version and architecture, or the same file name.</summary>
    public sealed record Conflict(string Filename) : PushOutcome;
}

abstract record YankOutcome
{
    public sealed record Yanked(Package Package, long Generation) : YankOutcome;

    public sealed record NotFound : YankOutcome;
}
