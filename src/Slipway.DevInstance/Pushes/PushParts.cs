using Slipway.DevInstance.Protection;

namespace Slipway.DevInstance.Pushes;

/// <summary>What a push needs on its way.</summary>
sealed record PushParts(PushJudge Judge, ProjectLocks Locks, PushLedger Ledger, PushHandling Handling, PushWake Wake);
