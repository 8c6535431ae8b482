using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Formats.Provenance;

/// <summary>The JSON on the wire; at most 32 levels deep.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DsseJson))]
[JsonSerializable(typeof(ProvenanceStatement))]
sealed partial class ProvenanceJson : JsonSerializerContext
{
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new MalformedInputException("provenance.malformed", "The provenance is not the JSON that it should be.", fault);
        }
    }
}

sealed record DsseJson(string? PayloadType, string? Payload, IReadOnlyList<DsseSignatureJson?>? Signatures);

sealed record DsseSignatureJson(string? Keyid, string? Sig);
