using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Downloads;

/// <summary>
/// Which publication a reader is in the middle of reading. <c>repomd.xml</c> and its signature are two requests, as are <c>Release</c> and
/// <c>Release.gpg</c>; a publication between them must not give a reader the one of one and the other of another. dnf asks for the document
/// first and for the signature on another connection; zypper asks for the signature first, both on one. So the halves of a pair meet
/// on their connection, and otherwise by address, user agent and folder.
/// </summary>
sealed class ReaderTrails(TimeProvider time)
{
    const int PurgeAt = 20_000;
    static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    readonly ConcurrentDictionary<Reader, Trail> trails = new();

    /// <summary>The publication that answers a request for a document or its signature: that of the other half, or else the current one.</summary>
    public CurrentPublication Pair(HttpContext context, DistributionLine line, string folder, bool signature)
    {
        if (trails.Count > PurgeAt)
        {
            Purge();
        }

        var trail = trails.GetOrAdd(ReaderOf(context, line, folder), _ => new Trail());
        return trail.Pair(time, context.Connection.Id, signature, line.Current);
    }

    /// <summary>The reader got a document that carries its own signature.</summary>
    public void Saw(HttpContext context, DistributionLine line, string folder, CurrentPublication publication) =>
        trails.GetOrAdd(ReaderOf(context, line, folder), _ => new Trail()).Saw(publication, time.GetTimestamp());

    /// <summary>The publication that belongs to the document that the reader got last; null when that was long ago.</summary>
    public CurrentPublication? Of(HttpContext context, DistributionLine line, string folder) =>
        trails.TryGetValue(ReaderOf(context, line, folder), out var trail) ? trail.Last(time) : null;

    static Reader ReaderOf(HttpContext context, DistributionLine line, string folder) => new(
        line.DistributionId, folder, context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());

    void Purge()
    {
        foreach (var (reader, trail) in trails)
        {
            if (trail.Last(time) is null)
            {
                trails.TryRemove(reader, out _);
            }
        }
    }

    readonly record struct Reader(long Distribution, string Folder, string Address, string Agent);
}
