using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Proposals.Forges;

/// <summary>One forge's HTTP API: the token in a header, no redirects, answers bounded, refusals in words.</summary>
sealed class ForgeHttp(HttpClient http, ForgeAddress address, string token)
{
    const int LargestAnswer = 32 * 1024 * 1024;
    const int MostPages = 100;

    public static HttpClient Shared { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = LargestAnswer };

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) => ReadAsync(HttpMethod.Get, path, null, type, ct);

    /// <summary>All pages of a list, by their Link headers (RFC 8288), which GitLab and GitHub send.</summary>
    public async IAsyncEnumerable<T> PagesAsync<T>(string path, JsonTypeInfo<T[]> type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var (next, page) = ((Uri?)new Uri(address.Api, path), 0); next is not null && page < MostPages; page++)
        {
            using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, next), ct);
            await AcceptAsync(response, ct);
            foreach (var one in await JsonAsync(response, type, ct))
            {
                yield return one;
            }

            next = NextLink.Of(response.Headers) is { } link && link.GetLeftPart(UriPartial.Authority) == address.Api.GetLeftPart(UriPartial.Authority) ? link : null;
        }
    }

    public Task<TOut> SendAsync<TIn, TOut>(HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, CancellationToken ct) =>
        ReadAsync(method, path, JsonContent.Create(body, input), output, ct);

    /// <summary>The answer where it is a success, null where it is <paramref name="refused"/>.</summary>
    public async Task<TOut?> TryAsync<TIn, TOut>(
        HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output, Func<HttpStatusCode, string, bool> refused, CancellationToken ct)
        where TOut : class
    {
        using var response = await SendAsync(new HttpRequestMessage(method, new Uri(address.Api, path)) { Content = JsonContent.Create(body, input) }, ct);
        if (!response.IsSuccessStatusCode && refused(response.StatusCode, await response.Content.ReadAsStringAsync(ct)))
        {
            return null;
        }

        await AcceptAsync(response, ct);
        return await JsonAsync(response, output, ct);
    }

    /// <summary>For an answer that nobody needs.</summary>
    public async Task SendAsync<TIn>(HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> input, CancellationToken ct)
    {
        using var response = await SendAsync(new HttpRequestMessage(method, new Uri(address.Api, path)) { Content = JsonContent.Create(body, input) }, ct);
        await AcceptAsync(response, ct);
    }

    /// <summary>A POST without a body.</summary>
    public async Task PostAsync(string path, CancellationToken ct)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(address.Api, path)), ct);
        await AcceptAsync(response, ct);
    }

    async Task<T> ReadAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await SendAsync(new HttpRequestMessage(method, new Uri(address.Api, path)) { Content = content }, ct);
        await AcceptAsync(response, ct);
        return await JsonAsync(response, type, ct);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            request.Headers.UserAgent.ParseAdd("slipway");
            switch (address.Kind)
            {
                case ForgeKind.GitLab:
                    request.Headers.TryAddWithoutValidation("PRIVATE-TOKEN", token);
                    break;
                case ForgeKind.GitHub:
                    request.Headers.Accept.ParseAdd("application/vnd.github+json");
                    request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
                    goto default;
                default:
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                    break;
            }

            try
            {
                return await http.SendAsync(request, ct);
            }
            catch (HttpRequestException unreachable)
            {
                throw new ProposalException("forge.unreachable", $"{address.Server} can't be reached: {unreachable.Message}", unreachable);
            }
            catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
            {
                throw new ProposalException("forge.unreachable", $"{address.Server} did not answer in time.", late);
            }
        }
    }

    async Task AcceptAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var said = Plain(await response.Content.ReadAsStringAsync(ct));
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new ProposalException("forge.not-allowed", $"{address.Server} does not know the token. Give one that is valid. {said}"),
            HttpStatusCode.Forbidden => new ProposalException("forge.not-allowed", $"{address.Server} does not let this token do that. It needs the right to push and to open requests. {said}"),
            HttpStatusCode.NotFound => new ProposalException("forge.not-found", $"{address.Server} has no project {address.Project}, or the token may not see it."),
            HttpStatusCode.TooManyRequests => new ProposalException("forge.busy", $"{address.Server} says that there were too many requests. Try later."),
            < HttpStatusCode.BadRequest => new ProposalException("forge.unknown", $"{address.Server} redirects to {response.Headers.Location}: name that server."),
            _ => new ProposalException("forge.refused", $"{address.Server} answered {(int)response.StatusCode}. {said}"),
        };
    }

    async Task<T> JsonAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, ct) ?? throw new JsonException("null");
        }
        catch (JsonException other)
        {
            throw new ProposalException("forge.unknown", $"{address.Api} does not answer as {address.Kind} does. Is it another kind of forge, or a page before it?", other);
        }
    }

    static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text.Take(500))
        {
            plain.Append(char.IsControl(c) ? ' ' : c);
        }

        return plain.ToString();
    }
}
