using System.IO.Enumeration;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>Which jobs may push into a repository without a stored secret.</summary>
sealed class TrustedPublisher
{
    public long Id { get; init; }

    public required long RepositoryId { get; init; }

    /// <summary>The ID tokens' <c>iss</c>, exactly.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>group/project</c>, exactly.</summary>
    public required string Project { get; init; }

    /// <summary>Whole, with <c>*</c> for any characters: <c>refs/heads/main</c>, <c>refs/tags/v*</c>.</summary>
    public required string RefPattern { get; init; }

    /// <summary>Only refs that the issuer calls protected.</summary>
    public required bool ProtectedOnly { get; init; }

    /// <summary>Null: any, and none.</summary>
    public string? Environment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public bool Grants(JobOrigin job) =>
        Issuer == job.Issuer && Project == job.Project
        && FileSystemName.MatchesSimpleExpression(RefPattern, job.FullRef, ignoreCase: false)
        && (!ProtectedOnly || job.RefProtected)
        && (Environment is null || Environment == job.Environment);
}
