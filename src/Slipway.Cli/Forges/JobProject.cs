using Slipway.Proposals.Forges;

namespace Slipway.Cli.Forges;

/// <summary>The project whose job this is, as GitLab's and Slipway's runners tell it in the environment.</summary>
/// <param name="Remote">Its repository, without the job's token.</param>
/// <param name="Kind">Null: the server does not say what it is.</param>
sealed record JobProject(string Remote, Uri Server, ForgeKind? Kind, string? DefaultBranch)
{
    /// <summary>Null outside of a job, and for a folder that is not the job's checkout.</summary>
    public static JobProject? Of(string folder)
    {
        if (Connection.Environment("CI_PROJECT_DIR") is not { } top || Connection.Environment("CI_SERVER_URL") is not { } url || Connection.Environment("CI_PROJECT_PATH") is not { } path)
            return null;
        var (inside, root) = (Path.GetFullPath(folder).TrimEnd('/') + "/", Path.GetFullPath(top).TrimEnd('/') + "/");
        if (!inside.StartsWith(root, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            return null;
        ForgeKind? kind = Connection.Environment("CI_SERVER_NAME") switch
        {
            "Slipway" => ForgeKind.Slipway,
            { } name when name.StartsWith("GitLab", StringComparison.Ordinal) => ForgeKind.GitLab,
            _ => null,
        };
        return new($"{server.AbsoluteUri.TrimEnd('/')}/{path}.git", server, kind, Connection.Environment("CI_DEFAULT_BRANCH"));
    }
}
