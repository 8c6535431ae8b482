namespace Slipway.DevInstance.Protection;

/// <summary>What a project wants of every push. Null and false: nothing. Patterns are .NET regular expressions without backtracking.</summary>
sealed class PushRules
{
    public required long ProjectId { get; init; }

    /// <summary>Each new commit's message must match.</summary>
    public string? CommitMessage { get; set; }

    /// <summary>Each new commit's author's address must match.</summary>
    public string? AuthorEmail { get; set; }

    /// <summary>A new branch's name must match.</summary>
    public string? BranchName { get; set; }

    /// <summary>No new file's path may match.</summary>
    public string? ForbiddenFiles { get; set; }

    /// <summary>The largest new file, in bytes.</summary>
    public long? MaxFileBytes { get; set; }

    /// <summary>No branch may be rewritten, by anybody.</summary>
    public bool NoForcePush { get; set; }
}
