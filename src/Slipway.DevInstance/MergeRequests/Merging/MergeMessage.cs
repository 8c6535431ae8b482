using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>The messages of the commits that merges make, as GitLab's users know them.</summary>
static class MergeMessage
{
    public static string Of(MergeRequest one, Project project, MergeMethod method) => method == MergeMethod.Squash
        ? $"{one.Title}\n{Body(one)}"
        : $"Merge branch '{one.SourceBranch}' into '{one.TargetBranch}'\n\n{one.Title}\n{Body(one)}\nSee merge request {project.Path}!{one.Number}\n";

    static string Body(MergeRequest one) => one.Description.Trim() is { Length: > 0 } text ? $"\n{text.Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}\n" : "";
}
