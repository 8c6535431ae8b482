using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Install;

/// <summary>The files that tell apt, dnf, yum and zypper where a repository is.</summary>
static class SourceFiles
{
    /// <summary>sources.list(5).</summary>
    /// <param name="signedBy">False for apt before 1.1, which takes the key from trusted.gpg.d.</param>
    public static string List(RepositoryState repository, KnownDistribution distribution, string server, bool signedBy)
    {
        var option = signedBy ? $"[signed-by=/etc/apt/keyrings/{InstallScript.FileNameOf(repository)}-archive-keyring.gpg] " : "";
        var place = $"{server}/{repository.FullName}/{distribution.Os}/ {distribution.Version} main";
        return $"# {repository.FullName} for {distribution.DisplayName}\ndeb {option}{place}\ndeb-src {option}{place}\n";
    }

    /// <summary>apt_auth.conf(5). Without https in the address, apt sends a token only where the entry names the protocol.</summary>
    public static string AptAuth(RepositoryState repository, string server, string token)
    {
        var machine = server.StartsWith("https://", StringComparison.Ordinal) ? server["https://".Length..] : server;
        return $"machine {machine}/{repository.FullName}/\nlogin {token}\npassword x\n";
    }

    /// <summary>zypper's credentials.d: it takes no user name from a .repo file.</summary>
    public static string ZyppCredentials(string token) => $"username={token}\npassword=x\n";

    /// <summary>dnf.conf(5), "Repo Options"; yum reads the same.</summary>
    public static string Repo(RepositoryState repository, KnownDistribution distribution, string server, string? token)
    {
        var credentials = token is null ? "" : $"username={token}\npassword=x\n";
        return Repo(repository, distribution, server, new RepoAccess("", KeyLine(repository, token is null ? server : WithUser(server, token)), credentials));
    }

    /// <summary>The same for zypper, whose private repositories name a file of <see cref="ZyppCredentials"/>.</summary>
    public static string ZypperRepo(RepositoryState repository, KnownDistribution distribution, string server) => Repo(
        repository, distribution, server,
        repository.Private ? new RepoAccess($"?credentials={InstallScript.FileNameOf(repository)}", "", "") : new RepoAccess("", KeyLine(repository, server), ""));

    static string Repo(RepositoryState repository, KnownDistribution distribution, string server, RepoAccess access)
    {
        var name = InstallScript.FileNameOf(repository);
        return Section(name, $"{repository.FullName} for {distribution.DisplayName}", "$basearch", "1")
            + Section($"{name}-source", $"{repository.FullName} for {distribution.DisplayName}, sources", "SRPMS", "0");

        string Section(string id, string title, string folder, string enabled) => $"""
            [{id}]
            name={title}
            baseurl={server}/{repository.FullName}/{distribution.Name}/{folder}{access.Query}
            enabled={enabled}
            repo_gpgcheck=1
            gpgcheck=0
            {access.Key}sslverify=1
            metadata_expire=300
            {access.Credentials}

            """;
    }

    static string KeyLine(RepositoryState repository, string server) => $"gpgkey={server}/{repository.FullName}/gpgkey\n";

    // dnf and yum fetch the key without the repository's user name, so it must be in the address; the file is root's alone.
    static string WithUser(string server, string token) => server.Replace("://", $"://{token}:x@", StringComparison.Ordinal);

    /// <param name="Query">Behind the address.</param>
    /// <param name="Key">The line that says where the key is, or nothing where the script imports it.</param>
    sealed record RepoAccess(string Query, string Key, string Credentials);
}
