using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;
using Slipway.Testing;

namespace Slipway.Proposals.Tests;

/// <summary>The real server, with a bot that is a developer of the project and no more.</summary>
sealed class SlipwayPlace(ServerProcess server) : Place
{
    readonly HttpClient admin = server.Client();
    readonly string name = "p" + Guid.NewGuid().ToString("N")[..12];
    string token = "";

    public string Token => token;

    /// <summary>The bot's.</summary>
    public string Role { get; init; } = "developer";

    public override GitRemote Remote => Address.Remote(token);

    public override IForge Forge => Forges.Forge.Open(Address, token);

    public override string Reviewer => "rev-" + name;

    ForgeAddress Address => ForgeAddress.Of($"{server.Url}/test/{name}.git", ForgeKind.Slipway);

    string Api => $"/api/v2/projects/test/{name}";

    public override async Task<Seen> SeeAsync(long number)
    {
        var one = (await admin.GetFromJsonAsync<MergeRequestDetail>($"{Api}/merge-requests/{number}"))!.MergeRequest;
        var comments = (await admin.GetFromJsonAsync<CommentInfo[]>($"{Api}/merge-requests/{number}/comments"))!.Select(comment => comment.Body).ToList();
        return new Seen(one.State, one.Title, one.Description, one.Labels, one.Reviewers, comments);
    }

    public override async Task CloseAsync(long number) => (await admin.PostAsync(new Uri($"{Api}/merge-requests/{number}/close", UriKind.Relative), null)).EnsureSuccessStatusCode();

    public override async Task<IReadOnlyList<long>> OpenNumbersAsync() => [.. (await admin.GetFromJsonAsync<MergeRequestInfo[]>($"{Api}/merge-requests"))!.Select(one => one.Number)];

    public override Task StartPipelineAsync(string commit) => Task.CompletedTask; // the push has done so

    /// <summary>As a runner does it.</summary>
    public override async Task EndPipelineAsync(string commit, bool green)
    {
        var made = await admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("proposals", null, true, false, false, false, [$"test/{name}"], null, null));
        var runner = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<CreatedRunner>())!.Token;
        using var http = new HttpClient { BaseAddress = new Uri(server.Url + "/api/v4/") };
        var asked = new JsonObject { ["token"] = runner, ["system_id"] = "s_0123456789ab", ["info"] = new JsonObject { ["name"] = "gitlab-runner", ["features"] = new JsonObject() } };
        using var answer = await http.PostAsJsonAsync("jobs/request", asked);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var job = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        foreach (var state in (string[])["running", green ? "success" : "failed"])
        {
            var body = new JsonObject { ["token"] = (string)job["token"]!, ["state"] = state, ["failure_reason"] = state == "failed" ? "script_failure" : null };
            (await http.PutAsJsonAsync($"jobs/{(long)job["id"]!}", body)).EnsureSuccessStatusCode();
        }
    }

    public override async Task ShowToAllAsync() => (await admin.PatchAsJsonAsync(Api, new ChangeProject(Private: false))).EnsureSuccessStatusCode();

    protected override async Task<string> StartAsync()
    {
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", name, true))).EnsureSuccessStatusCode();
        var bot = "bot-" + name;
        (await admin.PostAsJsonAsync("/api/v2/users", new CreateUser(bot, $"{bot}@example.org"))).EnsureSuccessStatusCode();
        (await admin.PutAsJsonAsync($"{Api}/members/{bot}", new SetMember(Role))).EnsureSuccessStatusCode();
        (await admin.PostAsJsonAsync("/api/v2/users", new CreateUser(Reviewer, $"{Reviewer}@example.org"))).EnsureSuccessStatusCode();
        (await admin.PutAsJsonAsync($"{Api}/members/{Reviewer}", new SetMember("developer"))).EnsureSuccessStatusCode();
        var made = await admin.PostAsJsonAsync($"/api/v2/users/{bot}/tokens", new CreateUserToken("bot", "admin"));
        token = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<CreatedToken>())!.Value;
        return $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/test/{name}.git";
    }

    public override ValueTask DisposeAsync()
    {
        admin.Dispose();
        return base.DisposeAsync();
    }
}
