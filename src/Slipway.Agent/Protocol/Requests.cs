namespace Slipway.Agent.Protocol;

/// <summary>What the runner says of itself, with every request for a job.</summary>
sealed record RunnerInfo(string Name, string Version, string Revision, string Platform, string Architecture, string Executor, string Shell, RunnerFeatures Features);

/// <summary>What this runner can do. The coordinator gives it no job that needs more.</summary>
sealed record RunnerFeatures
{
    public bool Variables { get; init; } = true;

    public bool RawVariables { get; init; } = true;

    public bool Image { get; init; }

    public bool Services { get; init; }

    public bool ServiceVariables { get; init; }

    public bool ServiceMultipleAliases { get; init; }

    public bool ImageExecutorOpts { get; init; }

    public bool Artifacts { get; init; } = true;

    public bool ArtifactsExclude { get; init; } = true;

    public bool UploadMultipleArtifacts { get; init; } = true;

    public bool UploadRawArtifacts { get; init; } = true;

    public bool Cache { get; init; } = true;

    public bool FallbackCacheKeys { get; init; } = true;

    public bool Refspecs { get; init; } = true;

    public bool Masking { get; init; } = true;

    public bool MultiBuildSteps { get; init; } = true;

    public bool TraceReset { get; init; } = true;

    public bool TraceChecksum { get; init; } = true;

    public bool TraceSize { get; init; } = true;

    public bool Cancelable { get; init; } = true;

    public bool CancelGracefully { get; init; } = true;

    public bool ReturnExitCode { get; init; } = true;

    public bool TwoPhaseJobCommit { get; init; } = true;
}

sealed record RegisterBody(string Token, string Description, string? TagList, bool RunUntagged, bool Locked, bool Paused, string? AccessLevel, int? MaximumTimeout, RunnerInfo Info);

sealed record VerifyBody(string Token, string SystemId, RunnerInfo Info);

sealed record UnregisterBody(string Token, string? SystemId);

sealed record JobRequestBody(string Token, string SystemId, string? LastUpdate, RunnerInfo Info);

/// <param name="State"><c>running</c>, <c>success</c> or <c>failed</c>.</param>
sealed record UpdateBody(string Token, string State, string? FailureReason, int? ExitCode, string? Checksum, TraceDigest? Output, RunnerInfo Info);

/// <param name="Checksum"><c>crc32:</c> and eight hexadecimal digits, IEEE, over all bytes of the trace.</param>
sealed record TraceDigest(string Checksum, long Bytesize);

/// <summary>The answer of register and verify.</summary>
sealed record RegisteredRunner(long Id, string? Token);

/// <summary>The coordinator's refusal.</summary>
sealed record Refusal(System.Text.Json.JsonElement Message);
