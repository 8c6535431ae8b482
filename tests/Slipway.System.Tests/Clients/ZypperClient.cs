using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

/// <summary>zypper with a root of its own.</summary>
sealed class ZypperClient : IPackageClient
{
    readonly TempFolder folder = new();

    ZypperClient()
    {
        Directory.CreateDirectory(Path.Combine(Root, "etc/zypp/repos.d"));
        Directory.CreateDirectory(Path.Combine(Root, "etc/zypp/credentials.d"));
    }

    public string Root => folder["root"];

    /// <param name="distribution"><c>opensuse/15.6</c></param>
    /// <param name="credentials">User name and password of a credentials file, or null for none.</param>
    public static async Task<ZypperClient> OfAsync(TestRepository repository, string distribution, (string User, string Password)? credentials = null)
    {
        var client = new ZypperClient();
        await File.WriteAllTextAsync(client.folder["key.asc"], await repository.PublicKeyAsync());
        if (credentials is var (user, password))
        {
            await File.WriteAllTextAsync(Path.Combine(client.Root, "etc/zypp/credentials.d/slipway"), $"username={user}\npassword={password}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(client.Root, "etc/zypp/repos.d/slipway.repo"), $"""
            [slipway]
            name=slipway
            baseurl={repository.Url}/{distribution}/x86_64{(credentials is null ? "" : "?credentials=slipway")}
            type=rpm-md
            enabled=1
            autorefresh=1
            repo_gpgcheck=1
            gpgcheck=0
            gpgkey=file://{client.folder["key.asc"]}

            """);
        return client;
    }

    public Task<ToolResult> RefreshAsync() => RunAsync("refresh", "--force");

    public async Task<ToolResult> InstallAsync(params string[] packages)
    {
        var refreshed = await RefreshAsync();
        return refreshed.ExitCode == 0 ? await RunAsync(["install", "--allow-unsigned-rpm", .. packages]) : refreshed;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.TryAsync(new ToolCall(
        "zypper", ["--root", Root, "--non-interactive", "--gpg-auto-import-keys", .. arguments])
    {
        Environment = new Dictionary<string, string?> { ["ZYPP_MEDIANETWORK"] = null, ["HOME"] = folder.Path, ["ZYPP_LOGFILE"] = folder["zypper.log"] },
    });

    public void Dispose() => folder.Dispose();
}
