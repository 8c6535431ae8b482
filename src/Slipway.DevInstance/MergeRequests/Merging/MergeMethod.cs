namespace Slipway.DevInstance.MergeRequests.Merging;

enum MergeMethod
{
    Merge,
    Squash,
    FastForward,
}

/// <summary>The methods' names outside.</summary>
static class MergeMethods
{
    public static string Name(this MergeMethod method) => method switch
    {
        MergeMethod.Squash => "squash",
        MergeMethod.FastForward => "fast-forward",
        _ => "merge",
    };

    /// <summary>Null stands for none, and is fine.</summary>
    public static bool TryParse(string? text, out MergeMethod? method)
    {
        method = text switch
        {
            "merge" => MergeMethod.Merge,
            "squash" => MergeMethod.Squash,
            "fast-forward" => MergeMethod.FastForward,
            _ => null,
        };
        return method is not null || text is null;
    }

    public static string Unknown(string? text) => $"'{text}' is no way to merge: merge, squash or fast-forward.";
}
