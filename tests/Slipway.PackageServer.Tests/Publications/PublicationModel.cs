using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Publications;

/// <summary>A repository of its own on the real server, with what should be in it.</summary>
sealed class PublicationModel(ServerProcess server, HttpClient client, string distribution) : IDisposable
{
    readonly Dictionary<string, SamplePackage> packages = [];

    public string Repository { get; private init; } = "";

    public IReadOnlyCollection<SamplePackage> Packages => packages.Values;

    public static async Task<PublicationModel> CreateAsync(ServerProcess server, string distribution)
    {
        var client = server.Client();
        var name = "model-" + Guid.NewGuid().ToString("N")[..10];
        (await client.PostAsJsonAsync("/api/v2/repositories", new CreateRepository("test", name))).StatusCode.ShouldBe(HttpStatusCode.Created);
        return new PublicationModel(server, client, distribution) { Repository = "test/" + name };
    }

    public async Task PushAsync(SamplePackage package)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(package.Bytes), "file", package.Filename } };
        var answer = await client.PostAsync($"/api/v2/repositories/{Repository}/packages/{distribution}", form);
        answer.StatusCode.ShouldBe(packages.ContainsKey(package.Filename) ? HttpStatusCode.OK : HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        packages[package.Filename] = package;
    }

    public async Task YankAsync(SamplePackage package)
    {
        var answer = await client.DeleteAsync($"/api/v2/repositories/{Repository}/packages/{distribution}/{package.Filename}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        packages.Remove(package.Filename);
    }

    public async Task RestartAsync()
    {
        server.Kill();
        await server.StartAgainAsync();
    }

    /// <summary>Bytes below the repository.</summary>
    public Task<byte[]> GetAsync(string path) => client.GetByteArrayAsync($"/{Repository}/{path}");

    public void Dispose() => client.Dispose();
}

sealed record SamplePackage(string Filename, string Name, string Version, string Architecture, IReadOnlyList<string> Files, byte[] Bytes)
{
    public static SamplePackage Deb(string name, string version, string architecture)
    {
        string[] files = [$"usr/bin/{name}", $"usr/share/doc/{name}/v{version}"];
        var builder = new DebBuilder { Name = name, Version = version, Architecture = architecture, Files = files.ToDictionary(file => file, _ => version) };
        return new SamplePackage(builder.FileName, name, version, architecture, files, builder.Build());
    }

    public static SamplePackage Rpm(string name, string version, string architecture)
    {
        string[] files = [$"/usr/bin/{name}", $"/usr/share/doc/{name}/v{version}"];
        var bytes = new RpmBuilder { Name = name, Version = version, Arch = architecture, Files = [.. files.Select(file => (file, System.Text.Encoding.UTF8.GetBytes(version)))] }.ToArray();
        return new SamplePackage($"{name}-{version}-1.{architecture}.rpm", name, version, architecture, files, bytes);
    }
}
