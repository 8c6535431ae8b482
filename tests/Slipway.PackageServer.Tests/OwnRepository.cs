using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests;

/// <summary>A repository of a test's own, spoken to in raw HTTP as Packagecloud's clients do.</summary>
public sealed class OwnRepository : IDisposable
{
    OwnRepository(ServerProcess server, string name) => (Server, Name, Admin) = (server, name, As(server, server.Token));

    public ServerProcess Server { get; }

    /// <summary><c>owner/name</c></summary>
    public string Name { get; }

    /// <summary>Basic, with the token as the user.</summary>
    public HttpClient Admin { get; }

    public string V1 => $"/api/v1/repos/{Name}";

    public static async Task<OwnRepository> CreateAsync(SharedServer shared, bool isPrivate = false)
    {
        var own = new OwnRepository(shared.Server, $"test/r{Guid.NewGuid().ToString("N")[..12]}");
        var answer = await own.Admin.PostAsJsonAsync("/api/v1/repos.json", new { repository = new { name = own.Name, @private = isPrivate ? "1" : "0" } });
        ((int)answer.StatusCode).ShouldBe(201);
        return own;
    }

    /// <param name="token">Null: none.</param>
    public static HttpClient As(ServerProcess server, string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":")));
        }

        return client;
    }

    public async Task<string> TokenAsync(string scope, string? repository, DateTimeOffset? expiresAt = null)
    {
        using var client = Server.Client();
        var answer = await client.PostAsJsonAsync("/api/v2/tokens", new { name = scope, scope, repository, expiresAt });
        return (await JsonAsync(answer)).GetProperty("value").GetString()!;
    }

    public Task<HttpResponseMessage> PushAsync(string distribution, string filename, byte[] bytes, HttpClient? client = null, params (string Name, byte[] Bytes)[] beside)
    {
        // The file before the field, and a field that nobody asked for: clients differ.
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "\"package[package_file]\"", $"\"{filename}\"" }, { new StringContent(filename), "filename" } };
        foreach (var file in beside)
        {
            form.Add(new ByteArrayContent(file.Bytes), "\"package[source_files][]\"", $"\"{file.Name}\"");
        }

        form.Add(new StringContent(distribution), "\"package[distro_version_id]\"");
        return (client ?? Admin).PostAsync($"{V1}/packages.json", form);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await Admin.GetAsync(path));

    public void Dispose() => Admin.Dispose();
}
