using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a push's options ask for, by the names that GitLab documents ("Push options").</summary>
sealed record PushWish(
    bool Create, string? Target, string? Title, string? Description, bool Draft, bool RemoveSource, bool Squash, bool AutoMerge,
    IReadOnlyList<string> Labels, IReadOnlyList<string> Unlabels, IReadOnlyList<string> Warnings)
{
    static readonly string[] Flags = ["create", "draft", "remove_source_branch", "squash", "auto_merge", "merge_when_pipeline_succeeds"];
    static readonly string[] Values = ["target", "title", "description", "label", "unlabel"];
    static readonly string[] Unsupported = ["target_project", "milestone", "assign", "unassign"];

    public bool IsAny => Create || Target is not null || Title is not null || Description is not null || Draft || RemoveSource || Squash || AutoMerge || Labels.Count > 0 || Unlabels.Count > 0;

    public static PushWish Of(RefsPushed push) => new(
        Has(push, "create"), Last(push, "target"), Last(push, "title"), Last(push, "description")?.Replace("\\n", "\n", StringComparison.Ordinal), Has(push, "draft"),
        Has(push, "remove_source_branch"), Has(push, "squash"), Has(push, "auto_merge") || Has(push, "merge_when_pipeline_succeeds"),
        [.. push.Values("merge_request.label")], [.. push.Values("merge_request.unlabel")], [.. push.Options.Select(Why).OfType<string>()]);

    // The others' options: ci.* are the pipelines'.
    static string? Why(string option)
    {
        var name = option.Split('=', 2)[0];
        if (name is "ci.skip" or "ci.no_pipeline" or "ci.variable" or "ci.input")
        {
            return null;
        }

        var own = name.StartsWith("merge_request.", StringComparison.Ordinal) ? name["merge_request.".Length..] : null;
        return own is null ? $"warning: the push option '{name}' is not known here."
            : Unsupported.Contains(own, StringComparer.Ordinal) ? $"warning: the push option '{name}' does nothing here."
            : Flags.Contains(own, StringComparer.Ordinal) ? null
            : Values.Contains(own, StringComparer.Ordinal)
                ? option.Contains('=', StringComparison.Ordinal) ? null : $"warning: the push option '{name}' needs a value: {name}=..."
            : $"warning: the push option '{name}' is not known here. See docs/merge-requests.md.";
    }

    static bool Has(RefsPushed push, string name) => push.Has("merge_request." + name) || push.Values("merge_request." + name).Any(value => value is "" or "true" or "1");

    static string? Last(RefsPushed push, string name) => push.Values("merge_request." + name).LastOrDefault(value => value.Length > 0);
}
