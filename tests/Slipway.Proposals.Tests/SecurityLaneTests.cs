using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.Proposals.Tests;

/// <summary><c>slipway deps update</c> with a public and a private project on the real server: where a fix of a vulnerability goes, and where nothing of it does.</summary>
public sealed class SecurityLaneTests(SharedServer shared) : IDisposable
{
    readonly TempFolder folder = new();
    readonly HttpClient admin = shared.Server.Client();
    readonly string id = Guid.NewGuid().ToString("N")[..12];
    string token = "";

    string Public => $"open-{id}";

    string Secret => $"secret-{id}";

    [Fact]
    public async Task A_fix_goes_into_the_private_project_and_nothing_public_names_it()
    {
        using var work = await StartAsync(isPrivate: true);
        var run = await UpdateAsync(work);
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.ShouldContain("Update right from v1.0.0 to v1.0.1");

        // The log of the job, the public project's refs, commits and requests, and what they say of how many there are.
        using var anyone = new HttpClient { BaseAddress = new Uri(shared.Server.Url) };
        var requests = await anyone.GetStringAsync($"/api/v2/projects/test/{Public}/merge-requests?state=all");
        await work.RunAsync("fetch", "--quiet", $"{shared.Server.Url}/test/{Public}.git", "+refs/*:refs/seen/*");
        var history = await work.RunAsync("log", "-p", "--format=%an %B", "--glob=refs/seen/heads/slipway");
        var refs = await work.RunAsync("for-each-ref", "--format=%(refname)", "refs/seen");
        foreach (var seen in new[] { run.Output, run.Error, requests, refs })
        {
            seen.ShouldNotContain("left");
            seen.ShouldNotContain("CVE-2026-1");
            seen.ShouldNotContain(Secret);
        }

        history.ShouldNotContain("+default_version 'v1.0.1'\n source git: '" + folder["left.git"], Case.Sensitive);
        history.ShouldNotContain("CVE-2026-1");
        refs.Split('\n').Count(name => name.Contains("slipway/", StringComparison.Ordinal)).ShouldBe(1);
        (await anyone.GetAsync($"/api/v2/projects/test/{Secret}/merge-requests")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        var fix = (await admin.GetFromJsonAsync<MergeRequestInfo[]>($"/api/v2/projects/test/{Secret}/merge-requests"))!.ShouldHaveSingleItem();
        (fix.Title, fix.SourceBranch, fix.TargetBranch).ShouldBe(("Update left from v1.0.0 to v1.0.1", "slipway/security/omnibus-left", "main"));
        (await UpdateAsync(work, "--embargoed", "--json")).Output.ShouldContain("CVE-2026-1");
        (await admin.GetFromJsonAsync<MergeRequestInfo[]>($"/api/v2/projects/test/{Secret}/merge-requests"))!.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_project_that_others_can_see_is_refused_before_anything_is_pushed()
    {
        using var work = await StartAsync(isPrivate: false);
        var run = await UpdateAsync(work);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("is not private");
        foreach (var project in new[] { Public, Secret }) (await admin.GetFromJsonAsync<MergeRequestInfo[]>($"/api/v2/projects/test/{project}/merge-requests"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_and_why_tell_of_a_vulnerability_only_who_asks_for_it()
    {
        using var work = await StartAsync(isPrivate: true);
        var check = await RunAsync(work, "check");
        (check.Output + check.Error).ShouldNotContain("CVE-2026-1");
        (await RunAsync(work, "check", "--embargoed")).Output.ShouldContain("fixes CVE-2026-1");
        var why = await RunAsync(work, "why", "left");
        (why.Output + why.Error).ShouldNotContain("CVE-2026-1");
    }

    public void Dispose()
    {
        admin.Dispose();
        folder.Dispose();
    }

    async Task<WorkFolder> StartAsync(bool isPrivate)
    {
        foreach (var name in new[] { "left", "right" })
        {
            await Tool.RunAsync("git", "init", "--quiet", "--bare", folder[name + ".git"]);
            var tree = (await Tool.RunAsync("git", "-C", folder[name + ".git"], "hash-object", "-t", "tree", "-w", "/dev/null")).Trim();
            foreach (var tag in new[] { "v1.0.0", "v1.0.1" })
            {
                var commit = (await Tool.RunAsync("git", "-C", folder[name + ".git"], "-c", "user.name=u", "-c", "user.email=u@example.org", "commit-tree", "-m", tag, tree)).Trim();
                await Tool.RunAsync("git", "-C", folder[name + ".git"], "tag", tag, commit);
            }
        }

        Directory.CreateDirectory(folder["osv"]);
        await File.WriteAllTextAsync(folder["osv/OSV-1.json"], $$"""{"id":"OSV-1","aliases":["CVE-2026-1"],"summary":"it leaks","affected":[{"ranges":[{"type":"GIT","repo":"{{folder["left.git"]}}","events":[{"introduced":"0"}]}],"versions":["v1.0.0"]}]}""");
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", Public, false))).EnsureSuccessStatusCode();
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", Secret, isPrivate))).EnsureSuccessStatusCode();
        (await admin.PostAsJsonAsync("/api/v2/users", new CreateUser("bot-" + id, $"bot-{id}@example.org"))).EnsureSuccessStatusCode();
        foreach (var project in new[] { Public, Secret }) (await admin.PutAsJsonAsync($"/api/v2/projects/test/{project}/members/bot-{id}", new SetMember("developer"))).EnsureSuccessStatusCode();
        var made = await admin.PostAsJsonAsync($"/api/v2/users/bot-{id}/tokens", new CreateUserToken("bot", "admin"));
        token = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<CreatedToken>())!.Value;

        var work = await WorkFolder.InitAsync();
        foreach (var name in new[] { "left", "right" }) await work.CommitAsync($"config/software/{name}.rb", $"name '{name}'\ndefault_version 'v1.0.0'\nsource git: '{folder[name + ".git"]}'\n");
        await work.CommitAsync("slipway-deps.yml", $"version: 1\ncooldown: 0\nosv: {folder["osv"]}\nsecurity: {{remote: \"{shared.Server.Url}/test/{Secret}.git\", forge: slipway}}\n");
        foreach (var project in new[] { Secret, Public })
        {
            await work.RunAsync("push", "--quiet", $"{shared.Server.Url.Replace("://", $"://any:{shared.Server.Token}@", StringComparison.Ordinal)}/test/{project}.git", "main");
        }

        await work.RunAsync("remote", "add", "origin", $"{shared.Server.Url}/test/{Public}.git");
        return work;
    }

    Task<ToolResult> UpdateAsync(WorkFolder work, params string[] more) => RunAsync(work, ["update", "--forge", "slipway", .. more]);

    Task<ToolResult> RunAsync(WorkFolder work, params string[] arguments) => Tool.TryAsync(new ToolCall(Program, ["deps", .. arguments])
    {
        WorkingDirectory = work.Path, Limit = TimeSpan.FromSeconds(60),
        Environment = new Dictionary<string, string?> { ["SLIPWAY_FORGE_TOKEN"] = token, ["SLIPWAY_SECURITY_TOKEN"] = token, ["SLIPWAY_DEPS_STATE"] = folder["state"] },
    });

    static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Slipway.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "slipway"));
}
