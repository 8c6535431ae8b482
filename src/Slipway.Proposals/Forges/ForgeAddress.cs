using System.Text.RegularExpressions;
using Slipway.Proposals.Git;

namespace Slipway.Proposals.Forges;

/// <summary>Where a repository's forge is.</summary>
/// <param name="Server">The base of its pages: <c>https://gitlab.example.org</c>, with a path where it lies below one.</param>
/// <param name="Project"><c>owner/name</c>; at GitLab with the groups between.</param>
public sealed partial record ForgeAddress(ForgeKind Kind, Uri Server, string Project)
{
    /// <summary>Where its API is: GitHub's is a host of its own.</summary>
    public Uri Api => Kind switch
    {
        ForgeKind.Slipway => new(Base + "api/v2/"),
        ForgeKind.GitLab => new(Base + "api/v4/"),
        _ => Server.Host == "github.com" ? new("https://api.github.com/") : new(Base + "api/v3/"),
    };

    string Base => Server.AbsoluteUri.TrimEnd('/') + "/";

    /// <summary>Reads it from the address that git uses.</summary>
    /// <param name="remote"><c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name.git</c> or <c>git@host:owner/name.git</c>.</param>
    /// <param name="kind">Null: by the host's name.</param>
    /// <param name="server">Null: the host of the remote, over HTTPS where git goes over SSH.</param>
    /// <exception cref="ProposalException">It can't be told.</exception>
    public static ForgeAddress Of(string remote, ForgeKind? kind = null, Uri? server = null)
    {
        var (host, path) = Split(remote);
        server ??= host;
        var below = server.AbsolutePath.Trim('/');
        if (below.Length > 0 && path.StartsWith(below + "/", StringComparison.Ordinal))
        {
            path = path[(below.Length + 1)..];
        }

        if (!ProjectPattern().IsMatch(path))
        {
            throw new ProposalException("forge.unknown", $"'{path}' is no project of a forge: its address ends with owner/name.");
        }

        return new ForgeAddress(kind ?? Guess(server), server, path);
    }

    /// <summary>For git: the same repository with a token, over HTTP.</summary>
    public GitRemote Remote(string? token) => new($"{Base}{Project}.git", token, Kind switch { ForgeKind.GitLab => "oauth2", ForgeKind.GitHub => "x-access-token", _ => "token" });

    static (Uri Host, string Path) Split(string remote)
    {
        if (Uri.TryCreate(remote, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ssh" or "git")
        {
            var host = url.Scheme is "http" or "https" ? new Uri(url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)) : new Uri("https://" + url.IdnHost);
            return (host, Plain(Uri.UnescapeDataString(url.AbsolutePath)));
        }

        return ScpPattern().Match(remote) is { Success: true } scp
            ? (new Uri("https://" + scp.Groups["host"].Value), Plain(scp.Groups["path"].Value))
            : throw new ProposalException("forge.unknown", $"'{remote}' is no address of a forge: say which forge, and its server.");
    }

    static string Plain(string path)
    {
        path = path.Trim('/');
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
    }

    static ForgeKind Guess(Uri server) => server.Host switch
    {
        "github.com" => ForgeKind.GitHub,
        var host when host.Contains("gitlab", StringComparison.OrdinalIgnoreCase) => ForgeKind.GitLab,
        var host when host.Contains("github", StringComparison.OrdinalIgnoreCase) => ForgeKind.GitHub,
        var host when host.Contains("slipway", StringComparison.OrdinalIgnoreCase) => ForgeKind.Slipway,
        var host => throw new ProposalException("forge.unknown", $"{host} does not say what it is: name the kind of forge, slipway, gitlab or github."),
    };

    [GeneratedRegex(@"^([^@/:\s]+@)?(?<host>[A-Za-z0-9.-]+):(?<path>[^/\s][^\s]*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ScpPattern();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectPattern();
}
