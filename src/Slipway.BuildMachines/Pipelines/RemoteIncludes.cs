using System.Net;
using Microsoft.Extensions.Options;
using Slipway.Pipelines;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Reads what <c>include: remote</c> names, from the hosts that the operator named and no others, not even by redirection.</summary>
sealed class RemoteIncludes(IOptions<RemoteIncludeOptions> options) : IDisposable
{
    readonly HashSet<string> origins = [.. options.Value.Remote.Select(text => Origin(new Uri(text)))];

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async ValueTask<RemoteFile> ReadAsync(Uri url, int maxBytes, CancellationToken ct)
    {
        if (!origins.Contains(Origin(url)))
        {
            return new RemoteFile.Refused(
                "is on a host that is not included from here.", "Put the file into a project and use include: local, or project and file; or the server's admin names the host in Includes:Remote.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.Value.Timeout);
        try
        {
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return new RemoteFile.Refused($"was answered with {(int)answer.StatusCode}.", "It must be readable without a login, and is not looked for where a redirection leads.");
            }

            await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
            var bytes = new byte[maxBytes + 1];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token);
            return read > maxBytes
                ? new RemoteFile.Refused($"is larger than {maxBytes >> 10} KiB.", "Divide it.")
                : new RemoteFile.Found(bytes.AsMemory(0, read));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new RemoteFile.Refused("can't be read: its host does not answer.", "Run the pipeline again when it does.");
        }
    }

    public void Dispose() => http.Dispose();

    static string Origin(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
