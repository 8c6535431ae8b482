using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>The token flow of image registries: <c>Bearer realm="...",service="...",scope="..."</c> (distribution's specification, auth/token).</summary>
static partial class OciChallenge
{
    /// <exception cref="SourceException">There is no token to be had.</exception>
    public static async Task<string> TokenAsync(string challenge, Uri registry, string image, SourceClient client, CancellationToken ct)
    {
        var fields = Fields(challenge);
        if (!challenge.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || JsonFields.Address(fields.GetValueOrDefault("realm")) is not { } realm)
            throw new SourceException("deps.source-forbidden", $"{registry.Authority} wants a credential for {image}.", "Give one for this host.");
        if (realm.Scheme != "https" && realm.Host != registry.Host)
            throw new SourceException("deps.source-forbidden", $"{registry.Authority} sends us to {realm.Authority} for a token, without https.", "Tell the registry's operator.");

        var scope = fields.GetValueOrDefault("scope") ?? $"repository:{image}:pull";
        var service = fields.GetValueOrDefault("service") is { } name ? $"service={Uri.EscapeDataString(name)}&" : "";
        var address = new Uri($"{realm.GetLeftPart(UriPartial.Path)}?{service}scope={Uri.EscapeDataString(scope)}");
        var answer = await client.GetAsync(new SourceRequest(address, "application/json", MaxBytes: 1 << 20) { Fleeting = true }, ct);
        using var document = JsonFields.Parse(answer.Body);
        return document.RootElement.Text("token") ?? document.RootElement.Text("access_token")
            ?? throw new SourceException("deps.source-malformed", $"{realm.Authority} gives no token.", "Tell the registry's operator.");
    }

    internal static Dictionary<string, string> Fields(string challenge)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match field in Field().Matches(challenge.Length > 4000 ? challenge[..4000] : challenge)) fields[field.Groups["name"].Value] = field.Groups["value"].Value;
        return fields;
    }

    [GeneratedRegex("(?<name>[a-z]+)=\"(?<value>[^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
