namespace Slipway.DevInstance.Projects;

/// <summary>A git repository, and all that hangs on it.</summary>
sealed class Project
{
    public long Id { get; init; }

    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required string Description { get; set; }

    public required bool Private { get; set; }

    /// <summary>Without <c>refs/heads/</c>.</summary>
    public required string DefaultBranch { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>owner/name</c></summary>
    public string Path => $"{Owner}/{Name}";
}
