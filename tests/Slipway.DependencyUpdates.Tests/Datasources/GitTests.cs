using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Datasources;

/// <summary>The real git, against repositories that it serves itself.</summary>
public sealed class GitTests
{
    [Theory]
    [InlineData("file")]
    [InlineData("git")]
    [InlineData("http")]
    public async Task Tags_are_read_with_their_objects_and_peeled_commits(string protocol)
    {
        using var folder = new TempFolder();
        var repository = folder["upstream.git"];
        await Tool.RunAsync("git", "init", "-q", "--bare", repository);
        var tree = (await Tool.RunAsync("git", "-C", repository, "hash-object", "-t", "tree", "-w", "/dev/null")).Trim();
        var commit = (await GitAsync(repository, "commit-tree", "-m", "one", tree)).Trim();
        await GitAsync(repository, "tag", "v1.0.0", commit);
        await GitAsync(repository, "tag", "-a", "-m", "two", "v1.1.0", commit);
        await GitAsync(repository, "branch", "main", commit);
        await Tool.RunAsync("git", "-C", repository, "update-server-info");

        using var site = protocol == "http" ? Dumb(repository) : null;
        using var daemon = protocol == "git" ? await DaemonAsync(folder.Path) : null;
        var url = protocol switch { "file" => repository, "git" => $"git://127.0.0.1:{daemon!.Port}/upstream.git", _ => site!.Url + "/upstream.git" };
        var found = await Asking.FindAsync(new(DatasourceNames.GitTags, url));
        found.Releases.Select(release => release.Version).ShouldBe(["v1.0.0", "v1.1.0"], ignoreOrder: true);
        found.Releases.ShouldAllBe(release => release.Commit == commit);
        found.Of("v1.0.0").TagObject.ShouldBe(commit);
        found.Of("v1.1.0").TagObject.ShouldNotBe(commit);
        (await Asking.FindAsync(new(DatasourceNames.GitRefs, url))).Of("main").Commit.ShouldBe(commit);
    }

    [Theory]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("ext::sh -c id")]
    [InlineData("ftp://example.org/x.git")]
    [InlineData("https://example.org/x\n.git")]
    public async Task What_git_would_take_for_something_else_is_refused(string url) =>
        (await Asking.FailAsync(new(DatasourceNames.GitTags, url))).Code.ShouldBe("deps.query-invalid");

    [Fact]
    public async Task A_servers_own_paths_are_not_read()
    {
        (await Asking.FailAsync(new(DatasourceNames.GitTags, "/srv/git/x.git"), new SourceOptions { AllowLocalGit = false })).Code.ShouldBe("deps.query-invalid");
        (await Asking.FailAsync(new(DatasourceNames.GitTags, "file:///srv/git/x.git"), new SourceOptions { AllowLocalGit = false })).Code.ShouldBe("deps.query-invalid");
    }

    [Fact]
    public async Task A_host_that_never_answers_ends_git_with_its_time()
    {
        using var silent = new SilentHost();
        var failed = await Asking.FailAsync(new(DatasourceNames.GitTags, silent.Url + "/x.git"), new SourceOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        failed.Code.ShouldBe("deps.source-timeout");
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_told_without_the_password()
    {
        var failed = await Asking.FailAsync(new(DatasourceNames.GitTags, "http://user:hunter2@127.0.0.1:1/x.git"));
        failed.Code.ShouldBe("deps.source-unreachable");
        failed.Reason.ShouldNotContain("hunter2");
    }

    static Task<string> GitAsync(string repository, params string[] arguments) =>
        Tool.RunAsync("git", ["-C", repository, "-c", "user.name=t", "-c", "user.email=t@example.org", .. arguments]);

    /// <summary>git's plain-file protocol: every file of the repository as a page.</summary>
    static Site Dumb(string repository)
    {
        var site = new Site();
        foreach (var file in Directory.GetFiles(repository, "*", SearchOption.AllDirectories)) site.Page("/upstream.git/" + Path.GetRelativePath(repository, file), File.ReadAllBytes(file), "text/plain");
        return site;
    }

    static async Task<Daemon> DaemonAsync(string folder)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var daemon = new Daemon(Process.Start(new ProcessStartInfo("git", ["daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1", $"--port={port}", $"--base-path={folder}", folder]) { RedirectStandardError = true, UseShellExecute = false })!, port);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return daemon;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("git daemon did not start");
    }

    sealed record Daemon(Process Process, int Port) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.Dispose();
        }
    }
}
