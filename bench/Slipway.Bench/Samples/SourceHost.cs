using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Bench.Samples;

/// <summary>Registries, a forge and git repositories on one port of loopback. Every answer takes as long as one from the next continent.</summary>
sealed class SourceHost : IDisposable
{
    static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(40);

    readonly HttpListener listener = new();
    readonly ConcurrentDictionary<string, (byte[] Body, string Type, string? Link)> pages = new(StringComparer.Ordinal);
    int requests;

    public SourceHost()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Url + "/");
        listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    public int Requests => requests;

    /// <param name="link">The header of that name: where the next page is.</param>
    public void Page(string path, string body, string type = "application/json", string? link = null) => pages[path] = (Encoding.UTF8.GetBytes(body), type, link);

    /// <summary>All files of a folder below a path: how git's plain-file protocol is served.</summary>
    public void Folder(string path, string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)) pages[$"{path}/{Path.GetRelativePath(folder, file)}"] = (File.ReadAllBytes(file), "text/plain", null);
    }

    public void Dispose() => listener.Close();

    async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref requests);
        await Task.Delay(Distance);
        var path = context.Request.RawUrl!;
        try
        {
            if (!pages.TryGetValue(path, out var page) && !pages.TryGetValue(path.Split('?')[0], out page))
            {
                context.Response.StatusCode = 404;
                context.Response.Close();
                return;
            }

            var tag = $"\"{Convert.ToHexString(SHA256.HashData(page.Body))[..16]}\"";
            context.Response.Headers["ETag"] = tag;
            if (page.Link is not null) context.Response.Headers["Link"] = page.Link;
            context.Response.ContentType = page.Type;
            if (context.Request.Headers["If-None-Match"] == tag) context.Response.StatusCode = 304;
            context.Response.Close(context.Response.StatusCode == 304 ? [] : page.Body, willBlock: false);
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client went away.
        }
    }
}
