using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

/// <summary>dnf with an install root, a cache and a repository file of its own.</summary>
sealed class DnfClient : IPackageClient
{
    readonly TempFolder folder = new();

    DnfClient()
    {
        Directory.CreateDirectory(folder["repos"]);
        Directory.CreateDirectory(folder["downloads"]);
    }

    public string Root => folder["root"];

    public string Downloads => folder["downloads"];

    /// <param name="distribution"><c>el/9</c></param>
    /// <param name="credentials">Lines of the repository file, <c>username=...</c>.</param>
    public static async Task<DnfClient> OfAsync(TestRepository repository, string distribution, string credentials = "")
    {
        var client = new DnfClient();
        await File.WriteAllTextAsync(client.folder["key.asc"], await repository.PublicKeyAsync());
        await File.WriteAllTextAsync(client.folder["repos/slipway.repo"], $"""
            [slipway]
            name=slipway
            baseurl={repository.Url}/{distribution}/$basearch
            repo_gpgcheck=1
            gpgcheck=0
            enabled=1
            gpgkey=file://{client.folder["key.asc"]}
            metadata_expire=1
            retries=1
            {credentials}

            [slipway-source]
            name=slipway-source
            baseurl={repository.Url}/{distribution}/SRPMS
            repo_gpgcheck=1
            gpgcheck=0
            enabled=0
            gpgkey=file://{client.folder["key.asc"]}
            metadata_expire=1
            retries=1
            {credentials}

            """);
        return client;
    }

    public Task<ToolResult> RefreshAsync() => RunAsync("makecache", "--refresh");

    public Task<ToolResult> InstallAsync(params string[] packages) => RunAsync(["install", "--best", "--refresh", .. packages]);

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.TryAsync(new ToolCall("dnf",
    [
        "-y", "--installroot=" + Root, "--releasever=9", "--forcearch=x86_64", "--setopt=reposdir=" + folder["repos"], "--setopt=cachedir=" + folder["cache"],
        "--setopt=install_weak_deps=False", "--setopt=skip_if_unavailable=False", .. arguments,
    ]));

    /// <summary>Names, versions and architectures of all that it sees: <c>hello-1.0-1.x86_64</c>.</summary>
    public async Task<string[]> AvailableAsync(params string[] arguments) =>
        (await RunAsync(["repoquery", "-q", "--queryformat", "%{name}-%{version}-%{release}.%{arch}", .. arguments])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => folder.Dispose();
}
