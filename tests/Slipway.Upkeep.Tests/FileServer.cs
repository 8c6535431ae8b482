using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Upkeep.Tests;

/// <summary>A folder of archives on loopback, with a listing as web servers make it.</summary>
public sealed class FileServer : IAsyncDisposable
{
    readonly WebApplication app;

    FileServer(WebApplication app) => this.app = app;

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string Url => app.Urls.First();

    public static async Task<FileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FileServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!.Trim('/');
        if (name.Length == 0)
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync($"<html><body><pre>{string.Concat(Files.Keys.Order(StringComparer.Ordinal).Select(file => $"<a href=\"{file}\">{file}</a> 2026-01-01 00:00 1K\n"))}</pre></body></html>");
        }

        if (!Files.TryGetValue(name, out var bytes))
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/octet-stream";
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
