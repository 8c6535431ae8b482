using System.Text;
using System.Text.Json;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Inputs;

/// <summary>The keyword <c>inputs</c> of include and trigger: values on their way to a <c>spec</c>, as YAML in one line.</summary>
static class InputValues
{
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    public static IReadOnlyDictionary<string, string> Read(Block block)
    {
        if (block.Inner("inputs") is not { } inner) return None;
        return inner.Map.Entries.ToDictionary(entry => entry.Name, entry => Flow(entry.Value), StringComparer.Ordinal);
    }

    /// <summary>JSON, which is YAML too.</summary>
    public static string Flow(YamlNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 }))
            Write(json, node);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Type: ScalarType.Null }:
                json.WriteNullValue();
                break;
            case YamlScalar { Type: ScalarType.Boolean } scalar:
                json.WriteBooleanValue(scalar.Text == "true");
                break;
            case YamlScalar { Type: ScalarType.Number } scalar:
                json.WriteRawValue(scalar.Text, skipInputValidation: true);
                break;
            case YamlScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case YamlMap map:
                json.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    json.WritePropertyName(entry.Name);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(node.ToString());
                break;
        }
    }
}
