using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.Contracts.Upkeep;
using Slipway.Testing;

namespace Slipway.Upkeep.Tests;

/// <summary>A project of a test's own, with files pushed by the real git, and a maintainer who looks after it.</summary>
public sealed class OwnProject : IDisposable
{
    readonly TempFolder work = new();
    readonly ServerProcess server;
    readonly string token;

    OwnProject(ServerProcess server, string name, string token) => (this.server, Path, this.token, Admin) = (server, "test/" + name, token, server.Client(token));

    public string Path { get; }

    public string Maintainer => "ann-" + Path["test/".Length..];

    public HttpClient Admin { get; }

    /// <summary>As the maintainer.</summary>
    public HttpClient Client { get; private set; } = null!;

    public string Token { get; private set; } = "";

    public string Api => $"/api/v2/projects/{Path}";

    public string Url => $"{server.Url}/{Path}.git";

    /// <param name="token">Of the admin, where the server has lived before.</param>
    public static async Task<OwnProject> CreateAsync(ServerProcess server, bool isPrivate = true, string? token = null)
    {
        var own = new OwnProject(server, "p" + Guid.NewGuid().ToString("N")[..10], token ?? server.Token);
        await own.PostAsync("/api/v2/projects", new CreateProject("test", own.Path["test/".Length..], isPrivate));
        (own.Client, own.Token) = await own.UserAsync(own.Maintainer, "maintainer");
        await own.GitAsync("init", "--quiet", "--initial-branch=main");
        await own.GitAsync("remote", "add", "origin", own.Url.Replace("://", $"://any:{own.token}@", StringComparison.Ordinal));
        return own;
    }

    /// <summary>A new user with a role in the project, or none.</summary>
    public async Task<(HttpClient Client, string Token)> UserAsync(string name, string? role)
    {
        await PostAsync("/api/v2/users", new CreateUser(name, $"{name}@example.org"));
        if (role is not null)
        {
            (await Admin.PutAsJsonAsync($"{Api}/members/{name}", new SetMember(role))).EnsureSuccessStatusCode();
        }

        var made = await Admin.PostAsJsonAsync($"/api/v2/users/{name}/tokens", new CreateUserToken("own", "admin"));
        var value = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<CreatedToken>())!.Value;
        return (server.Client(value), value);
    }

    /// <summary>Commits files and pushes them to main.</summary>
    public async Task CommitAsync(params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(work[file])!);
            await File.WriteAllTextAsync(work[file], text);
        }

        await GitAsync("add", "-A");
        await GitAsync("commit", "--quiet", "--allow-empty", "-m", "Change");
        await GitAsync("push", "--quiet", "-o", "ci.skip", "origin", "HEAD:main");
    }

    public Task<string> GitAsync(params string[] arguments) => Tool.RunAsync(
        "git", ["-C", work.Path, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", .. arguments]);

    /// <summary>A file of a branch, as the server has it now.</summary>
    public async Task<string> FileAsync(string branch, string file)
    {
        await GitAsync("fetch", "--quiet", "origin", $"+refs/heads/{branch}:refs/seen/{branch}");
        return await GitAsync("show", $"refs/seen/{branch}:{file}");
    }

    public async Task<UpkeepInfo> EnableAsync(string duty, SetUpkeep? body = null) => await PutAsync<UpkeepInfo>($"{Api}/upkeep/{duty}", body ?? new SetUpkeep(true, "0 0 1 1 *"));

    /// <summary>Runs it now, to its end.</summary>
    public async Task<UpkeepRunDetail> RunAsync(string duty)
    {
        var answer = await Client.PostAsync(new Uri($"{Api}/upkeep/{duty}/run", UriKind.Relative), null);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await EndAsync((await answer.Content.ReadFromJsonAsync<UpkeepRunInfo>())!.Id);
    }

    public async Task<UpkeepRunDetail> EndAsync(long run)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await ShowAsync(run) is { Run.State: not ("queued" or "running") } ended)
            {
                return ended;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {run} did not end:\n{(await ShowAsync(run)).Log}");
    }

    public async Task<UpkeepRunDetail> ShowAsync(long run) => (await Client.GetFromJsonAsync<UpkeepRunDetail>($"{Api}/upkeep/runs/{run}"))!;

    public async Task<IReadOnlyList<UpkeepRunInfo>> RunsAsync(string duty) => (await Client.GetFromJsonAsync<UpkeepRunInfo[]>($"{Api}/upkeep/{duty}/runs"))!;

    public async Task<UpkeepInfo> DutyAsync(string duty) => (await Client.GetFromJsonAsync<UpkeepInfo[]>($"{Api}/upkeep"))!.Single(one => one.Duty == duty);

    public async Task<IReadOnlyList<MergeRequestInfo>> OpenAsync() => (await Admin.GetFromJsonAsync<MergeRequestInfo[]>($"{Api}/merge-requests"))!;

    public async Task<T> PutAsync<T>(string path, object body)
    {
        var answer = await Client.PutAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    public void Dispose()
    {
        Admin.Dispose();
        Client.Dispose();
        work.Dispose();
    }

    async Task PostAsync(string path, object body)
    {
        var answer = await Admin.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
