namespace Slipway.DevInstance.Protection;

/// <summary>One thing that a push is looked at for, before any ref moves.</summary>
interface IPushCheck
{
    /// <returns>Why the push is refused, in words for the pusher; nothing where it is not.</returns>
    Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct);
}
