using Slipway.Proposals.Forges.GitHub;
using Slipway.Proposals.Forges.GitLab;

namespace Slipway.Proposals.Forges;

/// <summary>The forge of an address.</summary>
public static class Forge
{
    /// <param name="token">Of a user or bot who may push and open requests.</param>
    /// <param name="http">The caller's, without a base address; null: one of our own for the process.</param>
    public static IForge Open(ForgeAddress address, string token, HttpClient? http = null)
    {
        var connection = new ForgeHttp(http ?? ForgeHttp.Shared, address, token);
        return address.Kind switch
        {
            ForgeKind.GitLab => new GitLabForge(connection, address.Project),
            ForgeKind.GitHub => new GitHubForge(connection, address.Project),
            _ => new SlipwayForge(connection, address.Project),
        };
    }
}
