using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Transport;

/// <summary>git on both ends of smart HTTP.</summary>
public sealed class HttpTests(SharedServer shared)
{
    [Fact]
    public async Task What_is_pushed_can_be_cloned()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync(project.Url());
        (await clone.HeadAsync()).ShouldBe(await work.HeadAsync());
        (await File.ReadAllTextAsync(clone["README.md"])).ShouldBe("# Hello\n");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Every_version_of_the_protocol_is_spoken(string version)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.CommitAsync("more", version);
        await work.RunAsync("-c", $"protocol.version={version}", "push", "--quiet", "origin", "main");
        using var clone = await WorkFolder.CloneAsync(project.Url(), "-c", $"protocol.version={version}");
        (await clone.HeadAsync()).ShouldBe(await work.HeadAsync());
    }

    [Fact]
    public async Task A_shallow_clone_has_one_commit_and_deepens()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.CommitAsync("second", "2");
        await work.RunAsync("push", "--quiet", "origin", "main");
        using var clone = await WorkFolder.CloneAsync(project.Url(), "--depth=1");
        (await clone.RunAsync("rev-list", "--count", "HEAD")).Trim().ShouldBe("1");
        await clone.RunAsync("fetch", "--quiet", "--unshallow");
        (await clone.RunAsync("rev-list", "--count", "HEAD")).Trim().ShouldBe("2");
    }

    [Fact]
    public async Task A_partial_clone_fetches_its_files_when_they_are_asked_for()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync(project.Url(), "--filter=blob:none", "--no-checkout");
        (await clone.RunAsync("rev-list", "--objects", "--missing=print", "HEAD")).ShouldContain("?");
        (await clone.RunAsync("show", "HEAD:README.md")).ShouldBe("# Hello\n");
    }

    [Fact]
    public async Task A_push_larger_than_gits_buffer_arrives_whole()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var bytes = RandomNumberGenerator.GetBytes(8 << 20);
        await File.WriteAllBytesAsync(work["large.bin"], bytes);
        await work.RunAsync("add", "large.bin");
        await work.RunAsync("commit", "--quiet", "--message", "Large");
        await work.RunAsync("-c", "http.postBuffer=65536", "push", "--quiet", "origin", "main");
        using var clone = await WorkFolder.CloneAsync(project.Url());
        SHA256.HashData(await File.ReadAllBytesAsync(clone["large.bin"])).ShouldBe(SHA256.HashData(bytes));
    }

    [Fact]
    public async Task A_fetch_with_many_names_is_sent_packed_and_understood()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync(project.Url());
        for (var i = 0; i < 40; i++)
        {
            await clone.RunAsync("commit", "--quiet", "--allow-empty", "--message", $"Mine {i}");
        }

        await work.CommitAsync("theirs", "1");
        await work.RunAsync("push", "--quiet", "origin", "main");
        // Enough "have" lines for git to send them with Content-Encoding: gzip.
        var trace = await clone.TryAsync("-c", "protocol.version=0", "fetch", "--quiet", "origin");
        trace.ExitCode.ShouldBe(0, trace.Error);
        (await clone.RunAsync("rev-parse", "origin/main")).Trim().ShouldBe(await work.HeadAsync());
    }

    [Fact]
    public async Task Without_a_token_git_is_asked_for_one_whether_the_project_is_private_or_absent()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var client = shared.Server.Client(token: null);
        var answers = new List<(HttpStatusCode Status, string Challenge, string Text)>();
        foreach (var path in new[] { project.Path, "test/absent" })
        {
            using var answer = await client.GetAsync($"/{path}.git/info/refs?service=git-upload-pack");
            answers.Add((answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), await answer.Content.ReadAsStringAsync()));
        }

        answers[0].ShouldBe(answers[1]);
        answers[0].Status.ShouldBe(HttpStatusCode.Unauthorized);
        answers[0].Challenge.ShouldStartWith("Basic realm=\"Slipway\"");
    }

    [Fact]
    public async Task A_stranger_is_told_that_a_private_project_is_not_there()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (_, token) = await project.MemberAsync(role: null);
        using var work = await WorkFolder.InitAsync();
        var result = await work.TryAsync("ls-remote", project.Url(token));
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("not found");
    }

    [Fact]
    public async Task Everybody_clones_a_public_project_and_nobody_unknown_pushes_to_it()
    {
        using var project = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync(project.Url(token: null));
        await clone.CommitAsync("x", "x");
        var result = await clone.TryAsync("push", "origin", "main");
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("could not read Username");
    }

    [Fact]
    public async Task A_reader_clones_and_is_told_why_a_push_is_refused()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var (name, token) = await project.MemberAsync("reader");
        using var clone = await WorkFolder.CloneAsync(project.Url(token));
        await clone.CommitAsync("x", "x");
        var result = await clone.TryAsync("push", "origin", "HEAD:refs/heads/x");
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain($"'{name}' may read {project.Path} and not push to it");
    }

    [Fact]
    public async Task The_token_may_be_the_user_or_a_bearer()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await WorkFolder.InitAsync();
        var address = project.Url(token: null);
        await work.RunAsync("ls-remote", address.Replace("://", $"://{shared.Server.Token}@", StringComparison.Ordinal));
        await work.RunAsync("-c", $"http.extraHeader=Authorization: Bearer {shared.Server.Token}", "ls-remote", address);
    }

    [Fact]
    public async Task Git_is_led_to_the_address_that_ends_with_git()
    {
        using var project = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync($"{shared.Server.Url}/{project.Path}");
        (await clone.HeadAsync()).ShouldBe(await work.HeadAsync());
    }

    [Fact]
    public async Task The_old_protocol_of_plain_files_is_refused_in_words()
    {
        using var project = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        using var client = shared.Server.Client(token: null);
        using var answer = await client.GetAsync($"/{project.Path}.git/info/refs");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("smart HTTP");
    }

    [Fact]
    public async Task A_push_that_is_cut_off_leaves_the_branch_and_a_sound_repository()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var before = await work.HeadAsync();
        using var client = shared.Server.Client();
        // The command and the head of a pack of one object that never comes.
        var pipe = new Pipe();
        var command = $"{before} {new string('1', 40)} refs/heads/main\0 report-status\n";
        await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes($"{command.Length + 4:x4}{command}0000PACK\0\0\0\u0002\0\0\0\u0001"));
        using var body = new StreamContent(pipe.Reader.AsStream());
        body.Headers.ContentType = new("application/x-git-receive-pack-request");
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<OperationCanceledException>(() => client.PostAsync($"/{project.Path}.git/git-receive-pack", body, cut.Token));
        await Tool.RunAsync("git", "-C", project.Folder, "fsck", "--strict");
        (await work.RunAsync("ls-remote", "origin", "main")).ShouldStartWith(before);
    }
}
