using System.Net;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>One archive from one host, streamed: bounded in size, in its whole time and in each wait.</summary>
sealed class Download(HttpClient http, SourceOptions options, TimeProvider time)
{
    /// <summary>Its size, or where the host redirects to.</summary>
    public async Task<(long Size, string? Redirect)> RunAsync(Uri address, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, long most, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.DownloadTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            // The bytes as they are: a digest is of them, not of what a transfer coding makes.
            message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            foreach (var credential in options.Credentials.Where(credential => string.Equals(credential.Host, address.Authority, StringComparison.OrdinalIgnoreCase)))
                message.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token).WaitAsync(options.RequestTimeout, time, both.Token);
            if ((int)response.StatusCode is > 300 and < 309 && response.Headers.Location is { } location) return (0, location.OriginalString);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) throw SourceException.NotFound(address.GetLeftPart(UriPartial.Path));
            if (response.StatusCode != HttpStatusCode.OK) throw new SourceException("deps.source-error", $"{address.Authority} answers {(int)response.StatusCode} for {address.AbsolutePath}.", "Check the address; try later.");
            return (await CopyAsync(response, take, most, address, both.Token), null);
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && limit.IsCancellationRequested && !ct.IsCancellationRequested))
        {
            throw new SourceException("deps.source-timeout", $"{address.Authority} did not send {address.AbsolutePath} in time.", "Try later, or raise the time limit of downloads.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw fault.InnerException as SourceException ?? new SourceException("deps.source-unreachable", $"{address.Authority} can't be reached: {fault.Message}", "Check the address, the network and the proxy.", fault);
        }
    }

    async Task<long> CopyAsync(HttpResponseMessage response, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, long most, Uri address, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[128 << 10];
        long size = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, ct).AsTask().WaitAsync(options.RequestTimeout, time, ct)) > 0)
        {
            if ((size += read) > most) throw new SourceException("deps.source-too-large", $"{address.AbsolutePath} of {address.Authority} has more than {most >> 20} MiB.", "Raise the limit of downloads, if that is right.");
            await take(buffer.AsMemory(0, read), ct);
        }

        return size;
    }
}
