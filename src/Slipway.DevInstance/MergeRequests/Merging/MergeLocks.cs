using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>One merge at a time in each project: they would only move the target under each other, and write each other's intent over.</summary>
sealed class MergeLocks : ProjectLocks;
