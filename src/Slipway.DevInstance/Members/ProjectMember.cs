using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Members;

/// <summary>What one user may do in one project.</summary>
sealed class ProjectMember
{
    public required long ProjectId { get; init; }

    public required long UserId { get; init; }

    public required ProjectRole Role { get; set; }
}
