namespace Slipway.Pipelines.Jobs;

/// <summary>What a job leaves behind.</summary>
/// <param name="Name">Of the archive; null: <c>artifacts</c>.</param>
/// <param name="Paths">Empty where there is only a report, or only untracked files.</param>
/// <param name="ExpireIn">The time as written, <c>never</c> among them, checked; null: the instance's.</param>
/// <param name="Expires">The same as a time; null for never and for the instance's.</param>
/// <param name="ExposeAs">The name under which merge requests show it, or null.</param>
public sealed record JobArtifacts(
    string? Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Exclude, bool Untracked, KeepWhen When, string? ExpireIn, TimeSpan? Expires,
    string? ExposeAs, ArtifactAccess Access, IReadOnlyList<ArtifactReport> Reports);

/// <summary>Who may download.</summary>
public enum ArtifactAccess
{
    All,
    Developer,
    Maintainer,
    None,
}

/// <summary>A file that is uploaded besides the archive, whatever the job's result.</summary>
/// <param name="Type">The runner's <c>artifact_type</c>: junit, dotenv, cobertura, ...</param>
/// <param name="Format">The runner's <c>artifact_format</c>: gzip, raw or zip.</param>
/// <param name="FileName">The name that GitLab gives the upload, as <c>junit.xml</c>.</param>
public sealed record ArtifactReport(string Type, string Format, string FileName, IReadOnlyList<string> Paths);
