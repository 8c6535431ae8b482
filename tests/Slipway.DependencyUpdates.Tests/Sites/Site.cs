using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.DependencyUpdates.Tests.Sites;

/// <summary>A web server on a free port of loopback. It answers conditional requests by the body's digest, and counts what is asked.</summary>
sealed class Site : IDisposable
{
    readonly HttpListener _listener;
    readonly ConcurrentDictionary<string, Func<SiteRequest, SiteAnswer>> _pages = new(StringComparer.Ordinal);

    public Site()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            // One that could not start is of no use any more.
            _listener = new() { Prefixes = { Url + "/" } };
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Another test took the port in between.
            }
        }

        _ = ServeAsync();
    }

    public string Url { get; }

    public ConcurrentQueue<SiteRequest> Requests { get; } = new();

    /// <summary>Path and query of each request that was answered with 304.</summary>
    public ConcurrentQueue<string> NotModified { get; } = new();

    public Site Page(string path, string body, string type = "application/json") => Page(path, _ => new(200, Encoding.UTF8.GetBytes(body), type));

    public Site Page(string path, byte[] body, string type = "application/octet-stream") => Page(path, _ => new(200, body, type));

    /// <param name="path">With the query where that matters; a page without one answers for every query.</param>
    public Site Page(string path, Func<SiteRequest, SiteAnswer> answer)
    {
        _pages[path] = answer;
        return this;
    }

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(context));
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    void Answer(HttpListenerContext context)
    {
        var request = new SiteRequest(context.Request.RawUrl!, context.Request.Headers["Authorization"], context.Request.Headers["Accept"], context.Request.Headers["PRIVATE-TOKEN"]);
        Requests.Enqueue(request);
        var page = _pages.GetValueOrDefault(request.Path) ?? _pages.GetValueOrDefault(request.Path.Split('?')[0]);
        var answer = page?.Invoke(request) ?? new SiteAnswer(404, [], "text/plain");
        try
        {
            var tag = $"\"{Convert.ToHexString(SHA256.HashData(answer.Body))[..16]}\"";
            foreach (var (name, value) in answer.Headers ?? []) context.Response.Headers[name] = value;
            context.Response.ContentType = answer.Type;
            context.Response.StatusCode = answer.Status;
            if (answer.Status == 200 && answer.Tagged)
            {
                context.Response.Headers["ETag"] = tag;
                if (context.Request.Headers["If-None-Match"] == tag)
                {
                    NotModified.Enqueue(request.Path);
                    context.Response.StatusCode = 304;
                    context.Response.Close();
                    return;
                }
            }

            context.Response.Close(answer.Body, willBlock: true);
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client went away.
        }
    }
}

sealed record SiteRequest(string Path, string? Authorization, string? Accept, string? PrivateToken);

sealed record SiteAnswer(int Status, byte[] Body, string Type, Dictionary<string, string>? Headers = null, bool Tagged = true);
