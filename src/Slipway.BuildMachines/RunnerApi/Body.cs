using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>A request's body as JSON, or as a form: GitLab takes both, and people write these calls with curl.</summary>
static class Body
{
    public const int MaxBytes = 64 * 1024;

    /// <returns>Null where it can't be read.</returns>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var bytes = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (length > MaxBytes)
        {
            return null;
        }

        try
        {
            return length == 0 ? JsonSerializer.Deserialize("{}", type)
                : request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
                    ? JsonSerializer.Deserialize(FromForm(System.Text.Encoding.UTF8.GetString(bytes, 0, length)), type)
                : JsonSerializer.Deserialize(bytes.AsSpan(0, length), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static byte[] FromForm(string text)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (key, values) in QueryHelpers.ParseQuery(text))
            {
                if (values.ToString() is "true" or "false")
                {
                    writer.WriteBoolean(key, values == "true");
                }
                else
                {
                    writer.WriteString(key, values.ToString());
                }
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }
}
