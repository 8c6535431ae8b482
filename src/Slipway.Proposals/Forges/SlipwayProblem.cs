using System.Text.Json;

namespace Slipway.Proposals.Forges;

/// <summary>Problem details (RFC 9457), of which the sentence for people is wanted.</summary>
static class SlipwayProblem
{
    public static string Detail(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            return problem.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String ? detail.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
