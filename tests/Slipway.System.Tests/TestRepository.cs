using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.System.Tests;

/// <summary>A repository of a test's own, through the native API.</summary>
sealed class TestRepository : IDisposable
{
    readonly HttpClient http;

    TestRepository(ServerProcess server, string name)
    {
        (Server, Name, http) = (server, name, server.Client());
        http.Timeout = TimeSpan.FromMinutes(1);
    }

    public ServerProcess Server { get; }

    public string Owner => "acme";

    public string Name { get; }

    public string FullName => $"{Owner}/{Name}";

    public string Url => $"{Server.Url}/{FullName}";

    string Api => $"/api/v2/repositories/{FullName}";

    public static async Task<TestRepository> CreateAsync(ServerProcess server, bool isPrivate = false)
    {
        var repository = new TestRepository(server, "r" + Guid.NewGuid().ToString("N")[..8]);
        using var answer = await repository.http.PostAsJsonAsync("/api/v2/repositories", new CreateRepository(repository.Owner, repository.Name, isPrivate));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return repository;
    }

    public Task<HttpResponseMessage> TryPushAsync(string distribution, string filename, byte[] content, params (string Name, byte[] Content)[] beside)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", filename } };
        foreach (var (name, bytes) in beside)
        {
            form.Add(new ByteArrayContent(bytes), "source", name);
        }

        return http.PostAsync($"{Api}/packages/{distribution}", form);
    }

    public async Task PushAsync(string distribution, string filename, byte[] content, params (string Name, byte[] Content)[] beside)
    {
        using var answer = await TryPushAsync(distribution, filename, content, beside);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    public Task PushAsync(string distribution, DebBuilder package) => PushAsync(distribution, package.FileName, package.Build());

    public Task PushAsync(string distribution, RpmBuilder package) => PushAsync(
        distribution, $"{package.Name}-{package.Version}-{package.Release}.{(package.IsSource ? "src" : package.Arch)}.rpm", package.ToArray());

    public async Task YankAsync(string distribution, string filename) =>
        (await http.DeleteAsync($"{Api}/packages/{distribution}/{filename}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    public async Task<IReadOnlyList<PackageInfo>> ListAsync(string distribution)
    {
        var all = new List<PackageInfo>();
        for (var page = 1; ; page++)
        {
            var next = await http.GetFromJsonAsync<PackagePage>($"{Api}/packages?distribution={distribution}&perPage=250&page={page}");
            all.AddRange(next!.Items);
            if (next.Items.Count == 0 || all.Count >= next.Total)
            {
                return all;
            }
        }
    }

    public Task<string> PublicKeyAsync() => GetAsync("gpgkey");

    /// <summary>A file below the repository's own address.</summary>
    public Task<string> GetAsync(string path) => http.GetStringAsync($"/{FullName}/{path}");

    public async Task<string> TokenAsync(string scope)
    {
        using var answer = await http.PostAsJsonAsync("/api/v2/tokens", new CreateToken("test", scope, FullName));
        return (await answer.Content.ReadFromJsonAsync<CreatedToken>())!.Value;
    }

    public void Dispose() => http.Dispose();
}
