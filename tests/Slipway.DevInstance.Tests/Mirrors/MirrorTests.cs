using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Mirrors;

/// <summary>From one server to itself and to a folder: the other side is real git every time.</summary>
public sealed class MirrorTests(MirrorServer mirrors) : IClassFixture<MirrorServer>
{
    readonly ServerProcess server = mirrors.Server;
    readonly TempFolder folder = mirrors.Folder;

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
        var to = await mirrors.ImportAsync(new RemotePlace(from.Url(token: null), "any", server.Token));
        (await mirrors.StateAsync(to, "done")).LastError.ShouldBeNull();
        using var client = server.Client();
        (await client.GetFromJsonAsync<ProjectInfo>($"/api/v2/projects/{to}"))!.DefaultBranch.ShouldBe("trunk");
        var (theirs, ours) = (await work.RunAsync("ls-remote", from.Url()), await work.RunAsync("ls-remote", from.Url().Replace(from.Path, to, StringComparison.Ordinal)));
        ours.ShouldBe(theirs);
    }

    [Fact]
    public async Task An_import_that_fails_says_why_and_shows_no_password()
    {
        using var from = await OwnProject.CreateAsync(server);
        var to = await mirrors.ImportAsync(new RemotePlace(from.Url(token: null), "any", "wrong-password-1234"));
        (await mirrors.StateAsync(to, "failed")).LastError.ShouldNotBeNull().ShouldContain("Authentication failed");
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
        var failed = await mirrors.UntilAsync(project.Path, mirror => mirror.Attempts > 0);
        failed.LastError.ShouldNotBeNull();
        failed.NextTryAt.ShouldNotBeNull();
        await Tool.RunAsync("git", "init", "--quiet", "--bare", folder["later.git"]);
        (await project.Admin.PostAsync($"{project.Api}/mirrors/{failed.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var done = await mirrors.StateAsync(project.Path, "done");
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
