using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Protection;

/// <summary>Which branches or tags are protected, and from whom.</summary>
sealed class ProtectedRef
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>False: branches.</summary>
    public required bool Tags { get; init; }

    /// <summary>A name, or one with <c>*</c> for any characters: <c>release/*</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>The role that may push; for tags, make one. Null: nobody.</summary>
    public ProjectRole? Push { get; set; }

    /// <summary>The role that may merge into it; null: nobody.</summary>
    public ProjectRole? Merge { get; set; }

    /// <summary>Whether those who may push may also rewrite it.</summary>
    public required bool ForcePush { get; set; }

    public bool IsExact => !Pattern.Contains('*', StringComparison.Ordinal);

    /// <summary>What holds for the default branch where nobody said anything else.</summary>
    public static ProtectedRef OfDefaultBranch(long projectId, string branch) => new()
    {
        ProjectId = projectId,
        Tags = false,
        Pattern = branch,
        Push = ProjectRole.Maintainer,
        Merge = ProjectRole.Developer,
        ForcePush = false,
    };
}
