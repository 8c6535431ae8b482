using Slipway.DependencyUpdates.Configuration;
using Slipway.Proposals;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Cli.Deps;

/// <summary>
/// The private project where fixes of vulnerabilities are proposed. It is asked whether it is private in every run, also where there is
/// nothing to fix: what a run says must not tell whether there is.
/// </summary>
static class SecurityForge
{
    const string TokenVariable = "SLIPWAY_SECURITY_TOKEN";

    /// <param name="remote">The public project.</param>
    public static async Task<(GitRemote Remote, IForge Forge)> OpenAsync(SecurityProject project, GitRemote remote, CancellationToken ct)
    {
        var token = Connection.Environment(TokenVariable) is { } given ? Connection.Token(given)
            : throw new Failure(ExitCode.Usage, "There is no token for the private project of security: in slipway-deps.yml.", $"Set {TokenVariable}, as a variable that only protected branches see.");
        ForgeKind? kind = project.Forge switch
        {
            "slipway" => ForgeKind.Slipway,
            "gitlab" => ForgeKind.GitLab,
            "github" => ForgeKind.GitHub,
            _ => null,
        };
        var address = ForgeAddress.Of(project.Remote, kind, project.Server is { } server ? Connection.Server(server) : null);
        var url = Uri.TryCreate(project.Remote, UriKind.Absolute, out var http) && http.Scheme is "http" or "https" ? address.Remote(token) : new GitRemote(project.Remote);
        var forge = Forge.Open(address, token);
        try
        {
            if (!SameRepository(url.Url, remote.Url) && await forge.IsPrivateAsync(ct)) return (url, forge);
        }
        catch (ProposalException wrong)
        {
            throw new Failure(ExitCode.Failed, $"The private project of security: can't be asked: {wrong.Message}");
        }

        throw new Failure(ExitCode.Failed, $"{project.Remote} is not private: fixes of vulnerabilities would be seen there before they are released.", "Name a project of security: that only its members can see.");
    }

    static bool SameRepository(string one, string other) => Plain(one) == Plain(other);

    static string Plain(string url) => url.TrimEnd('/') is var plain && plain.EndsWith(".git", StringComparison.Ordinal) ? plain[..^4].ToUpperInvariant() : plain.ToUpperInvariant();
}
