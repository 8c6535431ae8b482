using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Downloads;

/// <summary>
/// Everything that apt, dnf and zypper fetch, before routing: these are most requests by far. What is private answers, to those who may
/// not read it, as what is not there.
/// </summary>
sealed class DownloadMiddleware(
    RequestDelegate next, RepositoryDirectory repositories, BrowserSessions sessions, PublishedFiles published, PackageFiles packages, PublicKeys keys, ReaderTrails trails,
    TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }

        var repository = Find(context.Request.Path.Value ?? "", out var rest);
        var visible = repository?.Private == false || repository?.IsVisibleTo(sessions.Find(context.Request)) == true;
        if (!visible && Challenge.IsAwaitedBy(context.Request))
        {
            Challenge.Send(context.Response);
            return;
        }

        if (repository is null || DownloadPath.Parse(repository, rest) is not { } path)
        {
            await next(context);
            return;
        }

        if (!visible)
        {
            NotFound(context);
            return;
        }

        var download = path is DownloadPath.Key key ? await keys.OpenAsync(repository, key, context.RequestAborted) : await OpenAsync(context, path);
        if (download is null)
        {
            NotFound(context);
            return;
        }

        using (download as IDisposable)
        {
            await DownloadResponse.WriteAsync(context, download, repository.Private, time.GetUtcNow());
        }
    }

    RepositoryState? Find(string path, out ReadOnlySpan<char> rest)
    {
        rest = default;
        var owner = path.Length > 1 ? path.IndexOf('/', 1) : -1;
        var name = owner < 0 ? -1 : path.IndexOf('/', owner + 1);
        if (name < 0)
        {
            return null;
        }

        rest = path.AsSpan(name + 1);
        return repositories.Find(path[1..owner], path[(owner + 1)..name]);
    }

    async Task<IDownload?> OpenAsync(HttpContext context, DownloadPath path)
    {
        var ct = context.RequestAborted;
        switch (path)
        {
            case DownloadPath.Package package:
                return await packages.OpenAsync(package, ct);
            case DownloadPath.ByHash hash:
                return await published.ByHashAsync(hash.Line, hash.Sha256, ct) is { } digested
                    ? await published.OpenAsync(hash.Line, digested, immutable: true, ct)
                    : null;
            case DownloadPath.Published named:
                if (FindCurrent(context, named) is { } current)
                {
                    return await published.OpenAsync(named.Line, current, IsNamedByDigest(current), ct);
                }

                return await published.SupersededAsync(named.Line, named.Path, ct) is { } old && IsNamedByDigest(old)
                    ? await published.OpenAsync(named.Line, old, immutable: true, ct)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>The file of the publication that this reader is in the middle of, or else of the current one.</summary>
    PublishedFile? FindCurrent(HttpContext context, DownloadPath.Published named)
    {
        var (line, path) = (named.Line, named.Path);
        var slash = path.LastIndexOf('/');
        var (folder, file) = (slash < 0 ? "" : path[..slash], path[(slash + 1)..]);
        switch (file)
        {
            // HEAD is a question, not a half of a pair: zypper asks it first.
            case "repomd.xml" or "Release" or "InRelease" or "repomd.xml.asc" or "Release.gpg" when HttpMethods.IsHead(context.Request.Method):
                return line.Current.Find(path);
            case "InRelease":
                var current = line.Current;
                trails.Saw(context, line, folder, current);
                return current.Find(path);
            case "repomd.xml" or "Release":
                return trails.Pair(context, line, folder, signature: false).Find(path);
            case "repomd.xml.asc" or "Release.gpg":
                return trails.Pair(context, line, folder, signature: true).Find(path);
            default:
                var apt = line.Distribution.Format == Distributions.DistributionFormat.Deb;
                return (apt ? trails.Of(context, line, "") ?? line.Current : line.Current).Find(path);
        }
    }

    static bool IsNamedByDigest(PublishedFile file) => file.Path.Contains(file.Sha256, StringComparison.Ordinal);

    static void NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-store";
    }
}
