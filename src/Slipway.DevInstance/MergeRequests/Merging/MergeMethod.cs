namespace Slipway.DevInstance.MergeRequests.Merging;

enum MergeMethod
{
    Merge,
    Squash,
    FastForward,
}
