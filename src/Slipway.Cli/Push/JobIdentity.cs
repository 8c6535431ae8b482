using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Client;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Push;

/// <summary>
/// A CI job that was given no token, but can say who it is: by the ID token in SLIPWAY_ID_TOKEN (GitLab's and Slipway's <c>id_tokens</c>),
/// or by GitHub's service for them. It is traded for a token that pushes into one repository for some minutes.
/// </summary>
static class JobIdentity
{
    const string IdToken = "SLIPWAY_ID_TOKEN";

    /// <summary>Null where a token was given, or the environment has no identity.</summary>
    public static async Task<SlipwayClient?> TradeAsync(Session session, RepositoryName repository, int connections, Retry retry, CancellationToken ct)
    {
        if (Connection.GivenToken(session.Parsed) is not null)
            return null;
        var given = Connection.Environment(IdToken);
        if (given is null && Connection.Environment("ACTIONS_ID_TOKEN_REQUEST_URL") is null)
            return null;
        // Whose audience is the server needs no other way to name it.
        var named = Connection.NamedServer(session.Parsed) ?? (given is null ? null : Audience(given));
        var server = named is null ? Connection.Server(session.Parsed) : Connection.Server(named);
        var token = given ?? (Connection.RememberedToken(server) is null ? await AskGitHubAsync(server, ct) : null);
        if (token is null)
            return null;
        using var nobody = new SlipwayClient(server, token: null);
        Task<TradedToken> TradeAsync() => retry.RunAsync("the job's ID token", () => nobody.TradeAsync(new TradeToken(repository.ToString(), Connection.Token(token)), ct), ct);
        // GitHub gives a new one each time it is asked.
        var traded = given is null ? await TradeAsync() : await TradedTokens.GetAsync(server, repository.ToString(), given, TradeAsync);
        return session.Connect(server, traded.Token, connections);
    }

    // docs.github.com, "OpenID Connect reference": the audience is a parameter, the token in "value".
    static async Task<string?> AskGitHubAsync(Uri server, CancellationToken ct)
    {
        if (Connection.Environment("ACTIONS_ID_TOKEN_REQUEST_URL") is not { } url || Connection.Environment("ACTIONS_ID_TOKEN_REQUEST_TOKEN") is not { } key)
            return null;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 64 * 1024 };
        var audience = Uri.EscapeDataString(server.AbsoluteUri.TrimEnd('/'));
        using var request = new HttpRequestMessage(HttpMethod.Get, url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "audience=" + audience);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync(CliJson.Default.GitHubIdToken, ct) is { Value.Length: > 0 } got
            ? got.Value
            : throw new Failure(ExitCode.NotAllowed, $"GitHub gave no ID token: it answered {(int)answer.StatusCode}.", "Give the job 'permissions: id-token: write'.");
    }

    /// <summary>Not judged here: a wrong one makes the server refuse the token.</summary>
    static string? Audience(string token)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
            return payload.RootElement.GetProperty("aud") is { ValueKind: JsonValueKind.String } audience ? audience.GetString() : null;
        }
        catch (Exception other) when (other is FormatException or JsonException or IndexOutOfRangeException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Failure(ExitCode.Usage, $"{IdToken} holds no ID token.", $"In .gitlab-ci.yml: id_tokens: {{ {IdToken}: {{ aud: https://packages.example.org }} }}");
        }
    }
}

sealed record GitHubIdToken(string? Value);
