using System.Text;

namespace Slipway.Proposals.Git;

/// <summary>
/// Where git fetches from and pushes to. The token goes to git in its environment, and to this server only: not in the address, which is in
/// logs and arguments, and not to where a server redirects.
/// </summary>
/// <param name="Url">As git takes it: <c>https://host/owner/name.git</c>, <c>git@host:owner/name.git</c>, a path. Without a password.</param>
/// <param name="Token">For HTTP; null: git's own credentials (helpers, ssh's keys).</param>
/// <param name="User">What goes with the token: <c>oauth2</c> at GitLab, <c>x-access-token</c> at GitHub.</param>
public sealed record GitRemote(string Url, string? Token = null, string User = "token")
{
    /// <summary>The address of a checkout's remote.</summary>
    /// <exception cref="ProposalException">There is no such remote.</exception>
    public static async Task<string> UrlOfAsync(string checkout, string name, CancellationToken ct)
    {
        var found = await GitCommand.RunAsync(new GitCommand(checkout, ["remote", "get-url", "--", name]), ct);
        return found.ExitCode == 0 ? found.Text.Trim() : throw new ProposalException("git.no-remote", $"{checkout} has no remote '{name}': name the repository's address.");
    }

    /// <summary>Where a file lies in the repository that its folder is checked out from: <c>support/known_hosts</c>.</summary>
    /// <exception cref="ProposalException">It lies in none.</exception>
    public static async Task<string> PathOfAsync(string file, CancellationToken ct)
    {
        var full = Path.GetFullPath(file);
        var prefix = await GitCommand.RunAsync(new GitCommand(Path.GetDirectoryName(full)!, ["rev-parse", "--show-prefix"]), ct);
        return prefix.ExitCode == 0 ? prefix.Text.Trim() + Path.GetFileName(full) : throw new ProposalException("git.no-checkout", $"{full} is in no checkout of git.");
    }

    internal IReadOnlyDictionary<string, string> Environment()
    {
        var settings = new List<(string Key, string Value)> { ("core.hooksPath", "/dev/null"), ("gc.auto", "0"), ("maintenance.auto", "false") };
        if (Token is not null && Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Token}"));
            settings.Add(("credential.helper", ""));
            settings.Add(("http.followRedirects", "false"));
            settings.Add(($"http.{url.GetLeftPart(UriPartial.Authority)}/.extraHeader", $"Authorization: Basic {basic}"));
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_CONFIG_COUNT"] = $"{settings.Count}" };
        for (var i = 0; i < settings.Count; i++)
        {
            environment[$"GIT_CONFIG_KEY_{i}"] = settings[i].Key;
            environment[$"GIT_CONFIG_VALUE_{i}"] = settings[i].Value;
        }

        return environment;
    }

    /// <summary>For logs: without the token.</summary>
    public override string ToString() => Url;
}
