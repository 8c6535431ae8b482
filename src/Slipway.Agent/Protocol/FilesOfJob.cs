namespace Slipway.Agent.Protocol;

/// <summary>What a job leaves with the coordinator: an archive, or a report.</summary>
sealed record ArtifactFacts
{
    public string? Name { get; init; }

    public bool Untracked { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary><c>on_success</c> (also where empty), <c>on_failure</c> or <c>always</c>.</summary>
    public string? When { get; init; }

    public string? ExpireIn { get; init; }

    /// <summary><c>archive</c>, <c>junit</c>, <c>dotenv</c>, ...</summary>
    public string? ArtifactType { get; init; }

    /// <summary><c>zip</c>, <c>gzip</c> or <c>raw</c>.</summary>
    public string? ArtifactFormat { get; init; }
}

/// <summary>What a job leaves for the next one on this runner.</summary>
sealed record CacheFacts
{
    public string? Key { get; init; }

    public IReadOnlyList<string>? FallbackKeys { get; init; }

    public bool Untracked { get; init; }

    /// <summary><c>pull-push</c> (also where empty), <c>pull</c> or <c>push</c>.</summary>
    public string? Policy { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public string? When { get; init; }
}
