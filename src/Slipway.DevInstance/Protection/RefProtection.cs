using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Protection;

/// <summary>A project's protected refs. Where several match, the exact name counts, and among patterns the longest.</summary>
sealed class RefProtection(Project project, IReadOnlyList<ProtectedRef> all)
{
    public IReadOnlyList<ProtectedRef> All => all;

    /// <summary>Null where the ref is not protected.</summary>
    /// <param name="fullRef">Whole: <c>refs/heads/main</c>.</param>
    public ProtectedRef? Find(string fullRef)
    {
        var tag = fullRef.StartsWith("refs/tags/", StringComparison.Ordinal);
        if (!tag && !fullRef.StartsWith("refs/heads/", StringComparison.Ordinal))
        {
            return null;
        }

        var name = Git.RefName.Short(fullRef);
        return all.Where(one => one.Tags == tag && RefPattern.Matches(one.Pattern, name))
                .OrderByDescending(one => one.IsExact).ThenByDescending(one => one.Pattern.Length).ThenBy(one => one.Id).FirstOrDefault()
            ?? (!tag && name == project.DefaultBranch ? ProtectedRef.OfDefaultBranch(project.Id, name) : null);
    }
}
