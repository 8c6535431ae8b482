using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Slipway.DependencyUpdates.Datasources.Documents;

/// <summary>Fields of foreign JSON: what is not there or of another kind is null or empty, never an exception.</summary>
static class JsonFields
{
    /// <summary>Deeper than 64, or with text that is none in Unicode, is refused: nothing that is read later throws.</summary>
    /// <exception cref="JsonException">It is no JSON, or such JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span)) throw new JsonException("It is not UTF-8.");
        // Half of a surrogate pair can only come in an escape.
        if (json.Span.IndexOf("\\ud"u8) >= 0 || json.Span.IndexOf("\\uD"u8) >= 0) CheckEscapes(json.Span);
        return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
    }

    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool Flag(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    public static DateTimeOffset? Time(this JsonElement element, string name) => Time(element.Text(name));

    public static Uri? Address(this JsonElement element, string name) => Address(element.Text(name));

    public static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    static void CheckEscapes(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A text has half of a character.", half);
        }
    }
}
