using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.TrustedPublishing;

/// <summary>A server that trusts a test's issuer, with a repository <c>team/packages</c> whose publisher is team/hello on main.</summary>
public sealed class TrustingServer : IAsyncLifetime
{
    public const string Repository = "team/packages";

    public TestIssuer Issuer { get; private set; } = null!;

    public ServerProcess Server { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    public HttpClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        Server = await ServerProcess.StartAsync(
            null, new Dictionary<string, string?> { ["SSL_CERT_FILE"] = Issuer.CertificateFile }, "--TrustedPublishing:Issuers:0=" + Issuer.Url);
        (Admin, Nobody) = (Server.Client(), Server.Client(null));
        await AddPublisherAsync(new { issuer = Issuer.Url, project = "team/hello", @ref = "main" });
    }

    public async Task<HttpResponseMessage> AddPublisherAsync(object body, string repository = Repository) =>
        await Admin.PostAsJsonAsync($"/api/v2/repositories/{repository}/publishers", body);

    public Task<HttpResponseMessage> TradeAsync(string token, string repository = Repository) =>
        Nobody.PostAsJsonAsync("/api/v2/oidc/token", new { repository, token });

    public async Task<HttpClient> JobAsync(string? token = null)
    {
        var answer = await TradeAsync(token ?? Issuer.Token(Server.Url));
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return Server.Client((await JsonAsync(answer)).GetProperty("token").GetString()!);
    }

    public async Task RefusedAsync(string token, string code, int status = 401, string repository = Repository)
    {
        var answer = await TradeAsync(token, repository);
        var body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, body);
        JsonDocument.Parse(body).RootElement.GetProperty("code").GetString().ShouldBe(code, body);
    }

    public static async Task<HttpResponseMessage> PushAsync(HttpClient client, string name, byte[] bytes, string repository = Repository)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await client.PostAsync($"/api/v2/repositories/{repository}/packages/debian/bookworm", form);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        Nobody?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        await Issuer.DisposeAsync();
    }
}
