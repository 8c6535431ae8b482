using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a push's options ask for, by the names that GitLab documents ("Push options").</summary>
sealed record PushWish(
    bool Create, string? Target, string? Title, string? Description, bool Draft, bool RemoveSource, bool Squash, bool AutoMerge,
    ListWish Labels, ListWish Assignees, IReadOnlyList<string> Warnings)
{
    // The others': ci.* are the pipelines'; of what integrations and secret detection would do, nothing is done here anyway.
    static readonly string[] Others = ["ci.skip", "ci.no_pipeline", "ci.variable", "ci.input", "integrations.skip_ci", "secret_detection.skip_all", "secret_push_protection.skip_all"];
    static readonly string[] Flags = ["create", "draft", "remove_source_branch", "squash", "auto_merge", "merge_when_pipeline_succeeds"];
    static readonly string[] Values = ["target", "title", "description", "label", "unlabel", "assign", "unassign"];
    static readonly string[] Unsupported = ["target_project", "milestone"];

    public bool IsAny => Create || Target is not null || Title is not null || Description is not null || Draft || RemoveSource || Squash || AutoMerge || Labels.IsAny || Assignees.IsAny;

    public static PushWish Of(RefsPushed push) => new(
        Has(push, "create"), Last(push, "target"), Last(push, "title"), Last(push, "description")?.Replace("\\n", "\n", StringComparison.Ordinal), Has(push, "draft"),
        Has(push, "remove_source_branch"), Has(push, "squash"), Has(push, "auto_merge") || Has(push, "merge_when_pipeline_succeeds"),
        new ListWish([.. push.Values("merge_request.label")], [.. push.Values("merge_request.unlabel")]),
        new ListWish([.. push.Values("merge_request.assign")], [.. push.Values("merge_request.unassign")]),
        [.. push.Options.Select(Why).OfType<string>()]);

    static string? Why(string option)
    {
        var name = option.Split('=', 2)[0];
        if (Others.Contains(name, StringComparer.Ordinal))
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

/// <summary>What is to be added to a list, and what is to be taken from it.</summary>
sealed record ListWish(IReadOnlyList<string> Add, IReadOnlyList<string> Remove)
{
    public bool IsAny => Add.Count > 0 || Remove.Count > 0;

    /// <summary>Null: the list stays as it is.</summary>
    public IReadOnlyList<string>? On(IReadOnlyList<string> list) => IsAny ? [.. list.Concat(Add).Except(Remove, StringComparer.Ordinal)] : null;
}
