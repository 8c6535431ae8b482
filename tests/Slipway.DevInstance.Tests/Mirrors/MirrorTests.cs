using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Mirrors;

/// <summary>From one server to itself and to a folder: the other side is real git every time.</summary>
public sealed class MirrorTests : IAsyncLifetime
{
    readonly TempFolder folder = new();
    ServerProcess server = null!;

    public async ValueTask InitializeAsync() =>
        server = await ServerProcess.StartAsync(null, "--Mirrors:AllowedNetworks:0=127.0.0.0/8", $"--Mirrors:AllowedFolders:0={folder.Path}");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_import_brings_every_ref_and_the_default_branch()
    {
        using var from = await OwnProject.CreateAsync(server);
        using var work = await WorkFolder.InitAsync();
        await work.RunAsync("checkout", "--quiet", "-b", "trunk");
        await work.CommitAsync("a", "a");
        await work.RunAsync("branch", "other");
        await work.RunAsync("tag", "--annotate", "v1", "--message", "One");
        await work.RunAsync("notes", "add", "--message", "A note");
        await work.RunAsync("push", "--quiet", from.Url(), "trunk", "other", "v1", "refs/notes/commits");
        var to = await ImportAsync(new RemotePlace(from.Url(token: null), "any", server.Token));
        (await StateAsync(to, "done")).LastError.ShouldBeNull();
        using var client = server.Client();
        (await client.GetFromJsonAsync<ProjectInfo>($"/api/v2/projects/{to}"))!.DefaultBranch.ShouldBe("trunk");
        var (theirs, ours) = (await work.RunAsync("ls-remote", from.Url()), await work.RunAsync("ls-remote", from.Url().Replace(from.Path, to, StringComparison.Ordinal)));
        ours.ShouldBe(theirs);
    }

    [Fact]
    public async Task An_import_that_fails_says_why_and_shows_no_password()
    {
        using var from = await OwnProject.CreateAsync(server);
        var to = await ImportAsync(new RemotePlace(from.Url(token: null), "any", "wrong-password-1234"));
        (await StateAsync(to, "failed")).LastError.ShouldNotBeNull().ShouldContain("Authentication failed");
        using var client = server.Client();
        (await client.GetStringAsync($"/api/v2/projects/{to}/mirrors")).ShouldNotContain("wrong-password-1234");
        server.Log.ShouldNotContain("wrong-password-1234");
    }

    [Fact]
    public async Task A_mirror_gets_every_change_also_what_is_deleted()
    {
        using var project = await OwnProject.CreateAsync(server);
        using var work = await project.SeedAsync();
        await Tool.RunAsync("git", "init", "--quiet", "--bare", folder["mirror.git"]);
        (await project.Admin.PostAsJsonAsync($"{project.Api}/mirrors", new RemotePlace($"file://{folder["mirror.git"]}"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await work.RunAsync("push", "--quiet", "origin", "main:topic");
        await RefsAsync("refs/heads/main", "refs/heads/topic");
        await work.RunAsync("push", "--quiet", "origin", ":topic");
        await RefsAsync("refs/heads/main");
    }

    [Fact]
    public async Task A_mirror_that_fails_is_shown_and_tried_again()
    {
        using var project = await OwnProject.CreateAsync(server);
        using var work = await project.SeedAsync();
        await project.Admin.PostAsJsonAsync($"{project.Api}/mirrors", new RemotePlace($"file://{folder["later.git"]}"));
        var failed = await UntilAsync(project.Path, mirror => mirror.Attempts > 0);
        failed.LastError.ShouldNotBeNull();
        failed.NextTryAt.ShouldNotBeNull();
        await Tool.RunAsync("git", "init", "--quiet", "--bare", folder["later.git"]);
        (await project.Admin.PostAsync($"{project.Api}/mirrors/{failed.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var done = await StateAsync(project.Path, "done");
        done.LastError.ShouldBeNull();
        done.LastSuccessAt.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("http://10.1.2.3/x.git", "address.refused")]
    [InlineData("http://[::1]/x.git", "address.refused")]
    [InlineData("http://[::ffff:169.254.169.254]/x.git", "address.refused")]
    [InlineData("file:///etc/passwd", "address.refused")]
    [InlineData("/etc", "address.refused")]
    [InlineData("ext::sh -c id", "request.malformed")]
    [InlineData("--upload-pack=id", "request.malformed")]
    [InlineData("https://user:secret@example.org/x.git", "request.malformed")]
    [InlineData("ssh://git@127.0.0.1/x.git", "request.malformed")]
    public async Task An_address_that_the_server_must_not_go_to_is_refused(string url, string code)
    {
        using var client = server.Client();
        var answer = await client.PostAsJsonAsync("/api/v2/projects/imports", new ImportProject("test", "never", new RemotePlace(url)));
        (await answer.Content.ReadFromJsonAsync<Contracts.Problem>())!.Code.ShouldBe(code);
        (await client.GetAsync("/api/v2/projects/test/never")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<string> ImportAsync(RemotePlace place)
    {
        using var client = server.Client();
        var name = "i" + Guid.NewGuid().ToString("N")[..12];
        (await client.PostAsJsonAsync("/api/v2/projects/imports", new ImportProject("test", name, place))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return "test/" + name;
    }

    Task<MirrorInfo> StateAsync(string project, string state) => UntilAsync(project, mirror => mirror.State == state);

    async Task<MirrorInfo> UntilAsync(string project, Func<MirrorInfo, bool> isSo)
    {
        using var client = server.Client();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var mirror = (await client.GetFromJsonAsync<List<MirrorInfo>>($"/api/v2/projects/{project}/mirrors"))!.Single();
            if (isSo(mirror))
            {
                return mirror;
            }

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), $"{mirror}\n{server.Log}");
            await Task.Delay(50);
        }
    }

    async Task RefsAsync(params string[] expected)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var refs = (await Tool.RunAsync("git", "-C", folder["mirror.git"], "for-each-ref", "--format=%(refname)")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (refs.SequenceEqual(expected))
            {
                return;
            }

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), string.Join(' ', refs));
            await Task.Delay(50);
        }
    }
}
