using System.Net.Http.Json;
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

    protected override async Task<string> StartAsync()
    {
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", name, true))).EnsureSuccessStatusCode();
        var bot = "bot-" + name;
        (await admin.PostAsJsonAsync("/api/v2/users", new CreateUser(bot, $"{bot}@example.org"))).EnsureSuccessStatusCode();
        (await admin.PutAsJsonAsync($"{Api}/members/{bot}", new SetMember("developer"))).EnsureSuccessStatusCode();
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
