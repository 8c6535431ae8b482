using System.Text.Json.Serialization;

namespace Slipway.Cli.KnownHosts;

/// <summary>What <c>scan --json</c> writes, and <c>--sightings</c> reads.</summary>
sealed record SightingDocument(DateTimeOffset At, IReadOnlyList<SightingLine> Sightings);

/// <param name="Vantage">From where.</param>
/// <param name="Address">At which of the host's addresses.</param>
/// <param name="Complete">Each type that was asked for was proven, or is not there by the host's signed word.</param>
sealed record SightingLine(string Host, string Vantage, bool Complete, string? Version, IReadOnlyList<string> Offered, IReadOnlyList<SightingKey> Keys, IReadOnlyList<SightingFaultLine> Faults, string? Address = null);

sealed record SightingKey(string Type, string Key, string Fingerprint);

sealed record SightingFaultLine(string? Type, string Fault, string Text);

/// <summary>What <c>check</c> and <c>update</c> write.</summary>
/// <param name="Request">The merge request, where one was opened or changed.</param>
sealed record SurveyDocument(IReadOnlyList<SurveyHost> Hosts, string? Outcome = null, string? Request = null);

/// <param name="Verdict"><c>right</c>, <c>changed</c>, <c>unseen</c>, <c>alarm</c>.</param>
sealed record SurveyHost(string Host, string Verdict, IReadOnlyList<SurveyKey> Keys, IReadOnlyList<SurveyChange> Changes, IReadOnlyList<string> Alarms, IReadOnlyList<string> Notes);

/// <param name="Missing">What it lacks to be trusted.</param>
sealed record SurveyKey(string Type, string Fingerprint, string State, IReadOnlyList<EvidenceLine> Evidence, string? Missing);

sealed record EvidenceLine(string Class, string Source, DateTimeOffset At);

/// <param name="Kind"><c>trust</c>, <c>retire</c>, <c>remove</c>, <c>revoke</c>.</param>
sealed record SurveyChange(string Kind, string Type, string Fingerprint, string Why);

/// <summary>What <c>explain</c> writes.</summary>
sealed record ExplainedKey(string Host, string Type, string Fingerprint, string State, DateTimeOffset? Since, int? Line, IReadOnlyList<EvidenceLine> Evidence);

/// <summary>What <c>export --format json</c> writes: a key of one host.</summary>
/// <param name="Marker"><c>revoked</c> or <c>cert-authority</c>; null: a key like any.</param>
sealed record ExportedKey(string Hosts, string? Marker, string Type, string Key, string Fingerprint);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(SightingDocument))]
[JsonSerializable(typeof(SurveyDocument))]
[JsonSerializable(typeof(IReadOnlyList<ExplainedKey>))]
[JsonSerializable(typeof(IReadOnlyList<ExportedKey>))]
sealed partial class KnownHostsJson : JsonSerializerContext;
