using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Protection;

namespace Slipway.DevInstance.Pushes;

/// <summary>What a push needs on its way.</summary>
sealed record PushParts(PushJudge Judge, ProjectStore Projects, ProjectLocks Locks, PushLedger Ledger, PushHandling Handling, PushWake Wake);
