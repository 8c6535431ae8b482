using System.Net.Http.Headers;
using System.Text;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Pushes;

/// <summary>What nobody's git sends by accident.</summary>
public sealed class HostileTests(SharedServer shared)
{
    [Theory]
    [InlineData("100644 blob {0}\t.git/config")]
    [InlineData("100644 blob {0}\t.GIT")]
    [InlineData("100644 blob {0}\t..")]
    [InlineData("120000 blob {0}\t.gitmodules")]
    public async Task A_tree_that_would_write_where_it_must_not_is_refused(string entry)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var blob = (await RunAsync(work, "evil", "hash-object", "-w", "--stdin")).Trim();
        var parts = string.Format(System.Globalization.CultureInfo.InvariantCulture, entry, blob).Split('\t');
        // mktree takes any name; a slash makes a tree of its own.
        var names = parts[1].Split('/');
        var tree = (await RunAsync(work, $"{parts[0]}\t{names[^1]}\n", "mktree")).Trim();
        if (names.Length > 1)
        {
            tree = (await RunAsync(work, $"040000 tree {tree}\t{names[0]}\n", "mktree")).Trim();
        }

        var commit = (await RunAsync(work, "", "commit-tree", tree, "-m", "evil")).Trim();
        var result = await work.TryAsync("push", "origin", $"{commit}:refs/heads/evil");
        result.ExitCode.ShouldNotBe(0);
        (await Tool.TryAsync("git", "-C", project.Folder, "cat-file", "-e", commit)).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("zzzz")]
    [InlineData("0000")]
    [InlineData("00020000")]
    [InlineData("ffff")]
    [InlineData("")]
    public async Task Nonsense_in_place_of_a_push_harms_nothing(string body)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var client = shared.Server.Client();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-git-receive-pack-request");
        using var answer = await client.PostAsync($"/{project.Path}.git/git-receive-pack", content);
        ((int)answer.StatusCode).ShouldBe(200);
        (await work.RunAsync("ls-remote", "origin", "main")).ShouldStartWith(await work.HeadAsync());
    }

    [Fact]
    public async Task What_says_to_be_packed_and_is_not_is_no_push()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var client = shared.Server.Client();
        using var content = new ByteArrayContent("this is no gzip"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-git-upload-pack-request");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await client.PostAsync($"/{project.Path}.git/git-upload-pack", content);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(200);
        (await work.RunAsync("ls-remote", "origin", "main")).ShouldStartWith(await work.HeadAsync());
    }

    static async Task<string> RunAsync(WorkFolder work, string input, params string[] arguments)
    {
        var result = await Tool.TryAsync(new ToolCall("git", ["-C", work.Path, "-c", "user.name=Eve", "-c", "user.email=eve@example.org", .. arguments]) { Input = input });
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }
}
