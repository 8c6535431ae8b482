using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.Ssh;

/// <summary>git and ssh on one side, sshd and the command on the other.</summary>
public sealed class SshTests(SharedServer shared) : IAsyncLifetime
{
    SshServer ssh = null!;

    public async ValueTask InitializeAsync() => ssh = await SshServer.StartAsync(shared.Server);

    public ValueTask DisposeAsync() => ssh.DisposeAsync();

    [Fact]
    public async Task A_user_clones_and_pushes_with_a_key()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var seed = await project.SeedAsync();
        var (name, _) = await project.MemberAsync("maintainer");
        var key = await AddAsync(project, $"/api/v2/users/{name}/keys");
        using var work = await WorkFolder.InitAsync();
        work.Environment["GIT_SSH_COMMAND"] = SshServer.Command(key);
        await work.RunAsync("fetch", "--quiet", ssh.Url(project), "main");
        await work.RunAsync("reset", "--quiet", "--hard", "FETCH_HEAD");
        await File.WriteAllBytesAsync(work["large"], RandomNumberGenerator.GetBytes(3_000_000));
        await work.RunAsync("add", "large");
        await work.RunAsync("commit", "--quiet", "--message", "Large");
        await work.RunAsync("push", "--quiet", "-o", "ci.skip", ssh.Url(project), "HEAD:main");
        (await seed.RunAsync("ls-remote", "origin", "main")).ShouldStartWith(await work.HeadAsync());
        (await project.Admin.GetFromJsonAsync<List<SshKeyInfo>>($"/api/v2/users/{name}/keys"))!.Single().LastUsedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_protocols_second_version_is_spoken_over_ssh()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var seed = await project.SeedAsync();
        var key = await AddAsync(project, $"{project.Api}/deploy-keys");
        using var work = await WorkFolder.InitAsync();
        work.Environment["GIT_SSH_COMMAND"] = SshServer.Command(key);
        work.Environment["GIT_TRACE_PACKET"] = "1";
        var result = await work.TryAsync("-c", "protocol.version=2", "ls-remote", ssh.Url(project));
        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("version 2");
    }

    [Fact]
    public async Task A_deploy_key_reads_its_project_and_no_other_and_pushes_only_where_it_may()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var other = await OwnProject.CreateAsync(shared.Server);
        using var seed = await project.SeedAsync();
        var reads = await AddAsync(project, $"{project.Api}/deploy-keys");
        var writes = await AddAsync(project, $"{project.Api}/deploy-keys", write: true);
        seed.Environment["GIT_SSH_COMMAND"] = SshServer.Command(reads);
        await seed.RunAsync("ls-remote", ssh.Url(project));
        (await seed.TryAsync("ls-remote", ssh.Url(other))).Error.ShouldContain("There is no project");
        (await seed.TryAsync("push", ssh.Url(project), "HEAD:refs/heads/x")).Error.ShouldContain("may read");
        seed.Environment["GIT_SSH_COMMAND"] = SshServer.Command(writes);
        await seed.RunAsync("push", "--quiet", ssh.Url(project), "HEAD:refs/heads/x");
        await seed.CommitAsync("y", "y");
        (await seed.TryAsync("push", ssh.Url(project), "HEAD:main")).Error.ShouldContain("refs/heads/main is protected");
    }

    [Fact]
    public async Task A_key_that_nobody_has_or_that_was_taken_away_opens_nothing()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var seed = await project.SeedAsync();
        seed.Environment["GIT_SSH_COMMAND"] = SshServer.Command(await ssh.KeyAsync());
        (await seed.TryAsync("ls-remote", ssh.Url(project))).Error.ShouldContain("Permission denied");
        seed.Environment["GIT_SSH_COMMAND"] = SshServer.Command(await AddAsync(project, $"{project.Api}/deploy-keys"));
        await seed.RunAsync("ls-remote", ssh.Url(project));
        var id = (await project.Admin.GetFromJsonAsync<List<SshKeyInfo>>($"{project.Api}/deploy-keys"))!.Single().Id;
        (await project.Admin.DeleteAsync($"{project.Api}/deploy-keys/{id}")).EnsureSuccessStatusCode();
        (await seed.TryAsync("ls-remote", ssh.Url(project))).Error.ShouldContain("Permission denied");
    }

    [Fact]
    public async Task There_is_no_shell_and_no_other_command()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var key = await AddAsync(project, $"{project.Api}/deploy-keys");
        var shell = await ssh.RunAsync(key);
        shell.ExitCode.ShouldBe(1);
        shell.Error.ShouldContain("no shell");
        foreach (var command in new[] { "id", "git-upload-pack 'a/b'; id", "git-upload-pack --help", "git-upload-archive 'a/b.git'", "scp -t /tmp" })
        {
            var result = await ssh.RunAsync(key, command);
            result.ExitCode.ShouldBe(1);
            result.Output.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_token_of_the_ssh_host_opens_nothing_else()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var made = await (await project.Admin.PostAsJsonAsync("/api/v2/ssh/token", new CreateSshToken("x"))).Content.ReadFromJsonAsync<Contracts.PackageServer.CreatedToken>();
        using var client = shared.Server.Client(made!.Value);
        (await client.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/api/v2/keys")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var other = shared.Server.Client();
        (await other.GetAsync("/api/v2/ssh/keys?type=ssh-ed25519&key=AAAA")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_belongs_to_one_only_and_a_private_one_is_refused()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var file = await ssh.KeyAsync();
        var text = await File.ReadAllTextAsync(file + ".pub");
        (await project.Admin.PostAsJsonAsync($"{project.Api}/deploy-keys", new AddSshKey(text))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await project.Admin.PostAsJsonAsync("/api/v2/users/admin/keys", new AddSshKey(text))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var refused = await project.Admin.PostAsJsonAsync($"{project.Api}/deploy-keys", new AddSshKey(await File.ReadAllTextAsync(file)));
        (await refused.Content.ReadFromJsonAsync<Contracts.Problem>())!.Code.ShouldBe("ssh.private-key");
    }

    async Task<string> AddAsync(OwnProject project, string address, bool write = false)
    {
        var key = await ssh.KeyAsync();
        (await project.Admin.PostAsJsonAsync(address, new AddSshKey(await File.ReadAllTextAsync(key + ".pub"), null, write))).EnsureSuccessStatusCode();
        return key;
    }
}
