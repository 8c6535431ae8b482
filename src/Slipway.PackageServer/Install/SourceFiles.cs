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

    /// <summary>dnf.conf(5), "Repo Options"; yum and zypper read the same.</summary>
    public static string Repo(RepositoryState repository, KnownDistribution distribution, string server, string? token)
    {
        var name = InstallScript.FileNameOf(repository);
        var credentials = token is null ? "" : $"username={token}\npassword=x\n";
        var key = token is null ? $"{server}/{repository.FullName}/gpgkey" : $"{WithUser(server, token)}/{repository.FullName}/gpgkey";
        return Section(name, $"{repository.FullName} for {distribution.DisplayName}", "$basearch", "1")
            + Section($"{name}-source", $"{repository.FullName} for {distribution.DisplayName}, sources", "SRPMS", "0");

        string Section(string id, string title, string folder, string enabled) => $"""
            [{id}]
            name={title}
            baseurl={server}/{repository.FullName}/{distribution.Name}/{folder}
            enabled={enabled}
            repo_gpgcheck=1
            gpgcheck=0
            gpgkey={key}
            sslverify=1
            metadata_expire=300
            {credentials}

            """;
    }

    // dnf and yum fetch the key without the repository's user name, so it must be in the address; the file is root's alone.
    static string WithUser(string server, string token) => server.Replace("://", $"://{token}:x@", StringComparison.Ordinal);
}
