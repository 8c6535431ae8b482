using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Slipway.Formats.Provenance;

/// <summary>An in-toto Statement v1 with a SLSA v1 provenance predicate (in-toto.io/Statement/v1, slsa.dev/provenance/v1).</summary>
public sealed record ProvenanceStatement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<ProvenanceSubject> Subject,
    string PredicateType,
    ProvenancePredicate Predicate)
{
    /// <summary>The envelope's payload type.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";
    public const string StatementType = "https://in-toto.io/Statement/v1";
    public const string SlsaType = "https://slsa.dev/provenance/v1";

    const int MaxSubjects = 1000;

    public static ProvenanceStatement Of(IReadOnlyList<ProvenanceSubject> subject, ProvenancePredicate predicate) => new(StatementType, subject, SlsaType, predicate);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProvenanceJson.Default.ProvenanceStatement);

    /// <exception cref="MalformedInputException">Code <c>provenance.*</c>.</exception>
    public static ProvenanceStatement Parse(DsseEnvelope envelope)
    {
        if (envelope.PayloadType != PayloadType)
            throw new MalformedInputException("provenance.malformed", "The envelope holds no in-toto statement.");
        var statement = ProvenanceJson.Read(envelope.Payload, ProvenanceJson.Default.ProvenanceStatement);
        return statement is
            {
                Type: StatementType, PredicateType: SlsaType, Subject.Count: > 0 and <= MaxSubjects,
                Predicate: { BuildDefinition.BuildType: not null, RunDetails.Builder.Id: not null },
            } && statement.Subject.All(subject => subject is { Name: not null, Digest: not null })
            ? statement
            : throw new MalformedInputException("provenance.malformed", "The statement is no SLSA v1 provenance of a file.");
    }

    /// <summary>Whether it is about a file with this SHA-256 (lower-case hex).</summary>
    public bool IsAbout(string sha256) => Subject.Any(subject => subject.Digest.GetValueOrDefault("sha256") == sha256);

    /// <summary>A text of <c>externalParameters</c>: <c>source</c>, <c>ref</c>; null where there is none.</summary>
    public string? External(string name) =>
        Predicate.BuildDefinition.ExternalParameters is { } all && all[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <param name="Digest">By algorithm: <c>sha256</c>; lower-case hex.</param>
public sealed record ProvenanceSubject(string Name, IReadOnlyDictionary<string, string> Digest);

public sealed record ProvenancePredicate(BuildDefinition BuildDefinition, RunDetails RunDetails);

/// <param name="ExternalParameters">What the one who asked for the build could choose.</param>
/// <param name="InternalParameters">What the builder chose.</param>
public sealed record BuildDefinition(
    string BuildType, JsonObject? ExternalParameters, JsonObject? InternalParameters, IReadOnlyList<ResourceDescriptor>? ResolvedDependencies);

public sealed record ResourceDescriptor(string? Uri, IReadOnlyDictionary<string, string>? Digest, string? Name = null, string? MediaType = null);

public sealed record RunDetails(ProvenanceBuilder Builder, BuildMetadata? Metadata, IReadOnlyList<ResourceDescriptor>? Byproducts = null);

public sealed record ProvenanceBuilder(string Id);

public sealed record BuildMetadata(string? InvocationId, DateTimeOffset? StartedOn = null, DateTimeOffset? FinishedOn = null);
