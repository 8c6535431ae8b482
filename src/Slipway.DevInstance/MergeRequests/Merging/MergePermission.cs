using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Protection;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Who may merge into a branch.</summary>
sealed class MergePermission(ProtectionStore protection)
{
    public async Task<string?> WhyNotAsync(Project project, MergeRequest one, ProjectRole role, CancellationToken ct)
    {
        var rule = (await protection.ProtectionAsync(project, ct)).Find(one.TargetRef);
        var needed = rule is null ? ProjectRole.Developer : rule.Merge;
        return needed is null ? $"{one.TargetBranch} is protected: nobody merges into it."
            : role >= needed ? null
            : $"{one.TargetBranch} is protected: merging into it needs the role {needed.ToString()!.ToLowerInvariant()}, and you are {role.ToString().ToLowerInvariant()} with these credentials.";
    }
}
