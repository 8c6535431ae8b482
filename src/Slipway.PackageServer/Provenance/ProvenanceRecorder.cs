using System.Text.Json.Nodes;
using Slipway.Formats.Provenance;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.PackageServer.Uploads;

namespace Slipway.PackageServer.Provenance;

/// <summary>
/// Writes down where a pushed package comes from: by what the issuer said of the job in its signed ID token, and by the digest that this
/// server computed. Nothing in it is the job's own word.
/// </summary>
sealed class ProvenanceRecorder(ProvenanceKeys keys, TimeProvider time)
{
    /// <summary>What <c>externalParameters</c> and <c>internalParameters</c> mean: docs/provenance.md.</summary>
    const string BuildType = "urn:slipway:ci-job:v1";

    /// <summary>Done by the uploader, beside others: the publisher only writes the row.</summary>
    public ProvenanceRow Record(JobOrigin job, StagedUpload package, IReadOnlyList<StagedUpload> beside)
    {
        IReadOnlyList<ProvenanceSubject> subjects = [.. beside.Prepend(package).Select(file => new ProvenanceSubject(file.Filename, Sha256(file.Sha256)))];
        var statement = ProvenanceStatement.Of(subjects, new ProvenancePredicate(
            new BuildDefinition(
                BuildType,
                Parameters(("source", job.SourceUrl), ("project", job.Project), ("ref", job.FullRef), ("config", job.Config), ("environment", job.Environment)),
                Parameters(
                    ("issuer", job.Issuer), ("pipelineId", job.PipelineId), ("pipelineSource", job.PipelineSource), ("jobId", job.JobId), ("runnerId", job.RunnerId),
                    ("refProtected", job.RefProtected ? "true" : "false"), ("user", job.User), ("idToken", job.TokenId),
                    ("idTokenIssuedAt", job.TokenIssuedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))),
                job.Commit is null ? [] : [new ResourceDescriptor($"git+{job.SourceUrl}@{job.FullRef}", Commit(job.Commit))]),
            new RunDetails(
                new ProvenanceBuilder($"{job.Issuer}/-/runners/{job.RunnerEnvironment ?? "unknown"}"),
                new BuildMetadata(job.JobUrl, StartedOn(job), time.GetUtcNow()),
                job.JobUrl is null ? null : [new ResourceDescriptor(job.JobUrl, null, Name: "job log", MediaType: "text/html")])));
        return new ProvenanceRow { Envelope = DsseEnvelope.Sign(ProvenanceStatement.PayloadType, statement.Write(), keys.Signing).Write() };
    }

    // Whoever names the runner issues the token when the runner gets the job; GitHub issues it when the job asks for it.
    static DateTimeOffset? StartedOn(JobOrigin job) => job.RunnerId is null ? null : job.TokenIssuedAt;

    static JsonObject Parameters(params (string Name, string? Value)[] all) =>
        new(all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, (JsonNode?)JsonValue.Create(one.Value))));

    static Dictionary<string, string> Sha256(string hex) => new(StringComparer.Ordinal) { ["sha256"] = hex };

    // in-toto's DigestSet: gitCommit is SHA-1 or SHA-256, as the repository has it.
    static Dictionary<string, string> Commit(string hex) => new(StringComparer.Ordinal) { ["gitCommit"] = hex };
}
