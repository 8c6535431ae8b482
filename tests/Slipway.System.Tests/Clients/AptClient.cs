using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

/// <summary>apt-get with all of its folders, and dpkg's database, below a root of its own.</summary>
sealed class AptClient : IPackageClient
{
    static readonly string[] Folders =
    [
        "etc/apt/apt.conf.d", "etc/apt/auth.conf.d", "etc/apt/preferences.d", "etc/apt/sources.list.d", "etc/apt/keyrings", "etc/apt/trusted.gpg.d",
        "var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "var/log/apt", "tmp",
    ];

    readonly TempFolder folder = new();

    AptClient()
    {
        foreach (var name in Folders)
        {
            Directory.CreateDirectory(folder[name]);
        }

        File.WriteAllText(folder["var/lib/dpkg/status"], "");
        File.WriteAllText(folder["etc/apt/apt.conf"], $"""
            Dir "{Root}/";
            Dir::State::status "{Root}/var/lib/dpkg/status";
            Dir::Bin::Methods "/usr/lib/apt/methods/";
            DPkg::Options:: "--root={Root}";
            DPkg::Options:: "--log={Root}/var/log/dpkg.log";
            DPkg::Options:: "--force-unsafe-io";
            APT::Architecture "amd64";
            APT::Architectures "amd64";
            APT::Sandbox::User "root";
            APT::Update::Error-Mode "any";
            APT::Install-Recommends "false";
            Acquire::Retries "0";
            Acquire::Languages "none";
            Acquire::http::Timeout "20";
            Debug::NoLocking "true";

            """);
    }

    public string Root => folder.Path;

    public string Keyring => folder["etc/apt/keyrings/slipway.asc"];

    /// <summary>What a program started with faketime needs, or nothing.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <param name="distribution"><c>debian/bookworm</c></param>
    public static async Task<AptClient> OfAsync(TestRepository repository, string distribution, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var client = new AptClient { Environment = environment ?? new Dictionary<string, string?>() };
        var (os, version) = (distribution.Split('/')[0], distribution.Split('/')[1]);
        await File.WriteAllTextAsync(client.Keyring, await repository.PublicKeyAsync());
        await File.WriteAllTextAsync(client.folder["etc/apt/sources.list"], $"""
            deb [signed-by={client.Keyring}] {repository.Url}/{os}/ {version} main
            deb-src [signed-by={client.Keyring}] {repository.Url}/{os}/ {version} main

            """);
        return client;
    }

    /// <summary>apt's own way to log in: a file that other users can't read.</summary>
    public void LogIn(string machine, string login, string password = "")
    {
        var file = folder["etc/apt/auth.conf.d/slipway.conf"];
        File.WriteAllText(file, $"machine {machine}\nlogin {login}\npassword {password}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public async Task<ToolResult> RefreshAsync() => await GetAsync("update");

    public async Task<ToolResult> InstallAsync(params string[] packages) => await GetAsync(["install", .. packages]);

    public Task<ToolResult> GetAsync(params string[] arguments) => RunAsync("apt-get", ["-y", "-q", .. arguments]);

    public async Task<string> VersionsAsync(string package) => (await RunAsync("apt-cache", ["madison", package])).Output;

    /// <summary>Any program that reads apt's configuration.</summary>
    public Task<ToolResult> RunAsync(string program, params string[] arguments) => Tool.TryAsync(new ToolCall(program, arguments)
    {
        WorkingDirectory = folder["tmp"],
        Environment = new Dictionary<string, string?>(Environment) { ["APT_CONFIG"] = folder["etc/apt/apt.conf"], ["DEBIAN_FRONTEND"] = "noninteractive" },
    });

    /// <summary>The indexes that the last update fetched, of a kind: <c>Packages</c>, <c>Sources</c>, <c>Contents-amd64</c>.</summary>
    public async Task<string> IndexAsync(string kind)
    {
        var files = Directory.GetFiles(folder["var/lib/apt/lists"], $"*_{kind}*");
        return files.Length == 0 ? "" : (await Tool.RunAsync("/usr/lib/apt/apt-helper", ["cat-file", .. files]));
    }

    public void Dispose() => folder.Dispose();
}
