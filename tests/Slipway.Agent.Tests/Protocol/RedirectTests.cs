using System.Net;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Protocol;

/// <summary>Coordinators behind a proxy that moves paths, and artifacts in an object store.</summary>
public sealed class RedirectTests : RunnerTest
{
    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Calls_are_sent_again_with_their_body_to_where_the_same_host_says(int status)
    {
        foreach (var (method, end) in new[] { ("PATCH", "/trace"), ("PUT", "") })
        {
            var job = Coordinator.Enqueue(Of("echo moved; sleep 0.5; echo on"));
            var path = $"/api/v4/jobs/{job.Id}{end}";
            Coordinator.Next(method, path, status, with: response => response.Headers.Location = path + "?moved=1");
            var trace = await job.EndAsync();
            trace.ShouldContain("moved\non\n");
            job.State.ShouldBe("success");
        }
    }

    [Fact]
    public async Task A_token_goes_to_no_other_host()
    {
        using var elsewhere = new HttpListener();
        var port = FreePort();
        elsewhere.Prefixes.Add($"http://localhost:{port}/");
        elsewhere.Start();
        var asked = elsewhere.GetContextAsync();
        var job = Coordinator.Enqueue(Of("echo stays"));
        Coordinator.Next("PATCH", "/trace", 307, with: response => response.Headers.Location = $"http://localhost:{port}/api/v4/jobs/{job.Id}/trace");
        (await job.EndAsync()).ShouldContain("stays");
        asked.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Artifacts_are_fetched_from_an_object_store_without_the_jobs_token(int status)
    {
        var first = Coordinator.Enqueue(Of("mkdir out && echo built > out/x").Artifact("", ["out"]));
        await first.EndAsync();
        var bytes = first.Uploads.Single().Bytes;
        using var store = new HttpListener();
        var port = FreePort();
        store.Prefixes.Add($"http://localhost:{port}/");
        store.Start();
        var serving = Task.Run(async () =>
        {
            var context = await store.GetContextAsync();
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
            return string.Join('\n', context.Request.Headers.AllKeys.Select(key => $"{key}: {context.Request.Headers[key]}"));
        });
        var payload = Of("cat out/x");
        payload["dependencies"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = first.Id, ["token"] = first.Token, ["name"] = "compile", ["artifacts_file"] = new System.Text.Json.Nodes.JsonObject { ["filename"] = "artifacts.zip", ["size"] = bytes.Length },
        });
        Coordinator.Next("GET", "/artifacts", status, with: response => response.Headers.Location = $"http://localhost:{port}/bucket/object?signature=1");
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldContain("\nbuilt\n");
        (await serving).ShouldNotContain(first.Token, Case.Insensitive);
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
