namespace Slipway.Contracts.DevInstance;

/// <summary>What somebody may do in a project; each role includes those before it.</summary>
public enum ProjectRole
{
    /// <summary>May not even know that it exists, unless it is public.</summary>
    None = 0,

    /// <summary>Clone, and see pipelines and merge requests.</summary>
    Reader = 1,

    /// <summary>Push to branches that are not protected, open merge requests, run and cancel pipelines.</summary>
    Developer = 2,

    /// <summary>Push and merge to protected branches, protect, schedule, and see protected variables.</summary>
    Maintainer = 3,

    /// <summary>Members, mirrors, and the end of the project.</summary>
    Owner = 4,
}

public static class ProjectRoleWords
{
    /// <summary>As the API and the commands write it: <c>developer</c>.</summary>
    public static string Word(this ProjectRole role) => role.ToString().ToLowerInvariant();

    /// <summary>The same; null for who is not to know that the project exists.</summary>
    public static string? SeenWord(this ProjectRole role) => role == ProjectRole.None ? null : role.Word();
}
