using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Mirrors;

/// <summary>A server that may go to loopback and to one folder.</summary>
public sealed class MirrorServer : IAsyncLifetime
{
    public TempFolder Folder { get; } = new();

    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await ServerProcess.StartAsync(null, "--Mirrors:AllowedNetworks:0=127.0.0.0/8", $"--Mirrors:AllowedFolders:0={Folder.Path}");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>A project that is filled from elsewhere.</summary>
    public async Task<string> ImportAsync(RemotePlace place)
    {
        using var client = Server.Client();
        var name = "i" + Guid.NewGuid().ToString("N")[..12];
        (await client.PostAsJsonAsync("/api/v2/projects/imports", new ImportProject("test", name, place))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return "test/" + name;
    }

    public Task<MirrorInfo> StateAsync(string project, string state) => UntilAsync(project, mirror => mirror.State == state);

    /// <summary>The project's one mirror or import, once it is so.</summary>
    public async Task<MirrorInfo> UntilAsync(string project, Func<MirrorInfo, bool> isSo)
    {
        using var client = Server.Client();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var mirror = (await client.GetFromJsonAsync<List<MirrorInfo>>($"/api/v2/projects/{project}/mirrors"))!.Single();
            if (isSo(mirror))
            {
                return mirror;
            }

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), $"{mirror}\n{Server.Log}");
            await Task.Delay(50);
        }
    }
}
