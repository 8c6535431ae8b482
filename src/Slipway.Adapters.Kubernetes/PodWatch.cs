using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Slipway.Adapters.Kubernetes;

/// <summary>
/// The instance's pods, kept up to date by a watch: a large pool is not listed whole every few seconds. The watch begins at a whole list, goes on where
/// it was cut off, and begins anew where the server has forgotten that point (410). While it is not known to be up to date, there is no list to be had:
/// the caller asks the server.
/// </summary>
sealed class PodWatch(k8s.Kubernetes client, string space, string selector, TimeProvider time) : IAsyncDisposable
{
    const int Page = 500;
    const int WatchSeconds = 240;
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly Dictionary<string, V1Pod> pods = new(StringComparer.Ordinal);
    readonly CancellationTokenSource end = new();
    Task? running;
    bool current;

    /// <summary>The pods, or null where the watch is not up to date.</summary>
    public IReadOnlyList<V1Pod>? Pods
    {
        get
        {
            lock (gate)
            {
                running ??= RunAsync(end.Token);
                return current ? [.. pods.Values] : null;
            }
        }
    }

    /// <summary>All of them, page by page; begun anew where the server has forgotten the list that the pages are of.</summary>
    public async Task<(IReadOnlyList<V1Pod> Pods, string Version)> ListAsync(CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var all = new List<V1Pod>();
                string? next = null;
                V1PodList page;
                do
                {
                    page = await client.CoreV1.ListNamespacedPodAsync(space, labelSelector: selector, limit: Page, continueParameter: next, cancellationToken: ct);
                    all.AddRange(page.Items);
                    next = page.Metadata?.ContinueProperty;
                }
                while (!string.IsNullOrEmpty(next));
                return (all, page.Metadata?.ResourceVersion ?? "");
            }
            catch (HttpOperationException forgotten) when (forgotten.Response.StatusCode == HttpStatusCode.Gone && tries < 3)
            {
                // a page of a list that is too old: from its beginning
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        if (running is { } task)
            await task;
        end.Dispose();
    }

    async Task RunAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var (list, version) = await ListAsync(ct);
                Fill(list);
                await FollowAsync(version, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken) when (broken is HttpOperationException or HttpRequestException or IOException or KubernetesException or System.Text.Json.JsonException or OperationCanceledException)
            {
                // below: not current, and anew after a pause
            }

            lock (gate)
            {
                current = false;
            }

            await Task.Delay(s_pause, time, CancellationToken.None);
        }
    }

    /// <summary>Watches, and watches again from where the last one ended, until the server has forgotten that point or does not answer.</summary>
    async Task FollowAsync(string version, CancellationToken ct)
    {
        while (true)
        {
            await foreach (var (type, pod) in client.CoreV1.WatchListNamespacedPodAsync(
                space, labelSelector: selector, resourceVersion: version, allowWatchBookmarks: true, timeoutSeconds: WatchSeconds, onError: Throw, cancellationToken: ct))
            {
                version = pod.Metadata?.ResourceVersion ?? version;
                Take(type, pod);
            }
        }
    }

    static void Throw(Exception wrong) => throw (wrong is KubernetesException ? wrong : new IOException("the watch broke", wrong));

    void Fill(IReadOnlyList<V1Pod> list)
    {
        lock (gate)
        {
            pods.Clear();
            foreach (var pod in list)
                pods[pod.Metadata.Name] = pod;
            current = true;
        }
    }

    void Take(WatchEventType type, V1Pod pod)
    {
        lock (gate)
        {
            switch (type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    pods[pod.Metadata.Name] = pod;
                    break;
                case WatchEventType.Deleted:
                    pods.Remove(pod.Metadata.Name);
                    break;
            }
        }
    }
}
