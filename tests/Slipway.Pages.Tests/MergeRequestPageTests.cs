using System.Net.Http.Json;
using Microsoft.Playwright;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.Pages.Tests;

/// <summary>A merge request from the push that opens it to the merge, in the browser and without JavaScript.</summary>
public sealed class MergeRequestPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_reviewer_follows_the_pushs_link_reads_the_diff_comments_and_merges()
    {
        using var folder = new TempFolder();
        var name = await ProjectAsync();
        await GitAsync(folder, "init", "--quiet", "--initial-branch=main");
        await CommitAsync(folder, "greeting.txt", "Hello\n");
        await GitAsync(folder, "push", "--quiet", Url(name), "main");
        await GitAsync(folder, "checkout", "--quiet", "-b", "louder");
        await CommitAsync(folder, "greeting.txt", "HELLO <script>alert(1)</script>\n");
        var told = await Tool.TryAsync("git", "-C", folder.Path, "push", "-o", "merge_request.create", "-o", "merge_request.title=Louder <img src=x onerror=alert(2)>", Url(name), "louder");
        told.ExitCode.ShouldBe(0, told.Error);
        var link = told.Error.Split('\n').Single(line => line.Contains("/merge-requests/1", StringComparison.Ordinal)).Replace("remote:", "", StringComparison.Ordinal).Trim();

        await using var visit = await chromium.VisitAsync(javaScript: false);
        await visit.LogInAsync(chromium.Server.Token);
        await visit.Page.GotoAsync(new Uri(link).PathAndQuery);
        (await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2 }).InnerTextAsync()).ShouldContain("Louder <img");
        (await visit.Page.GetByText("HELLO <script>").CountAsync()).ShouldBe(1);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Comment on line 1", Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("Your comment on greeting.txt, line 1").FillAsync("Must it shout? <script>alert(3)</script>");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        (await visit.Page.GetByRole(AriaRole.Article).First.InnerTextAsync()).ShouldContain("Must it shout?");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        (await visit.Page.GetByText("Merged by admin").CountAsync()).ShouldBe(1);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Files" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "greeting.txt" }).ClickAsync();
        (await visit.Page.GetByText("HELLO <script>").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_private_projects_merge_requests_are_not_there_for_strangers()
    {
        var name = await ProjectAsync();
        using var stranger = chromium.Server.Client(token: null);
        ((int)(await stranger.GetAsync($"/projects/{name}/merge-requests")).StatusCode).ShouldBe(404);
        ((int)(await stranger.GetAsync($"/projects/{name}/merge-requests/1")).StatusCode).ShouldBe(404);
    }

    async Task<string> ProjectAsync()
    {
        var name = "p" + Guid.NewGuid().ToString("N")[..8];
        using var http = chromium.Server.Client();
        (await http.PostAsJsonAsync("/api/v2/projects", new CreateProject("acme", name))).EnsureSuccessStatusCode();
        return $"acme/{name}";
    }

    string Url(string name) => $"{chromium.Server.Url.Replace("://", $"://admin:{chromium.Server.Token}@", StringComparison.Ordinal)}/{name}.git";

    static async Task CommitAsync(TempFolder folder, string file, string content)
    {
        await File.WriteAllTextAsync(folder[file], content);
        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Change");
    }

    static Task<string> GitAsync(TempFolder folder, params string[] arguments) => Tool.RunAsync("git", ["-C", folder.Path, .. arguments]);
}
