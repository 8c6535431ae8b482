using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>What a client wants made; some send JSON, others a form, and <c>private</c> is a bool, a number or a string.</summary>
sealed record NewRepository(string Name, bool Private)
{
    /// <summary>Null: no name is in it.</summary>
    public static async Task<NewRepository?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(ct);
            return Of(form["repository[name]"].ToString(), form["repository[private]"].ToString());
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("repository", out var repository)
                && repository.ValueKind == JsonValueKind.Object && repository.TryGetProperty("name", out var name)
                    ? Of(name.ToString(), repository.TryGetProperty("private", out var isPrivate) ? isPrivate.ToString() : "")
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static NewRepository? Of(string name, string isPrivate) =>
        name.Length == 0 ? null : new NewRepository(name, isPrivate is not ("" or "0") && !isPrivate.Equals("false", StringComparison.OrdinalIgnoreCase));
}
