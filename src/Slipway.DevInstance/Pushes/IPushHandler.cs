namespace Slipway.DevInstance.Pushes;

/// <summary>
/// Something that follows from a push. Registered once for each; called in the order of registration. It may be called again for the same
/// push after a crash or a failure, and must then change nothing that it has done already.
/// </summary>
interface IPushHandler
{
    /// <returns>Lines for the pusher's terminal.</returns>
    Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct);
}
