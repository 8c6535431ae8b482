using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Packagecloud;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Install;

/// <summary>What an install address asks for: a repository that the caller may read, and the distribution of their machine.</summary>
sealed class InstallRequest(IHttpContextAccessor http, RequestContext request, RepositoryDirectory repositories, RepositoryTokens tokens)
{
    const int LongestMachineName = 200;

    public string Server => request.Server;

    HttpRequest Http => http.HttpContext!.Request;

    public RepositoryState? Find(string owner, string name) =>
        repositories.Find(owner, name) is { } repository && repository.IsVisibleTo(request.Caller) ? repository : null;

    public static KnownDistribution? Distribution(string? os, string? dist, DistributionFormat format) =>
        os is { Length: > 0 and < 64 } && dist is { Length: > 0 and < 64 } && DistributionCatalog.Find(os, dist) is { } known && known.Format == format ? known : null;

    /// <summary>The token that the caller sent, for a script that goes on with it; null where none is needed.</summary>
    public string? SentToken(RepositoryState repository) => repository.Private ? Credentials.Token(Http) : null;

    /// <summary>
    /// A read token of the machine's own, made from the master token that it came with. With another kind of token, that one: it is
    /// already the caller's own. Null for public repositories.
    /// </summary>
    public async Task<string?> MachineTokenAsync(RepositoryState repository, string? machine, CancellationToken ct)
    {
        if (SentToken(repository) is not { } sent)
        {
            return null;
        }

        return tokens.FindMaster(repository, sent) is { } master && machine is { Length: > 0 and <= LongestMachineName } && !machine.Any(char.IsControl)
            && await tokens.ReadTokenAsync(repository, master, machine, ct) is { } read
                ? tokens.ValueOf(read)
                : sent;
    }
}
