using System.Net;
using System.Text.RegularExpressions;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.Pages;

/// <summary>What browsers are sent.</summary>
public sealed partial class PageTests(SharedServer shared)
{
    [Fact]
    public async Task A_project_page_shows_files_the_readme_and_how_to_clone()
    {
        using var project = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        using var work = await project.SeedAsync();
        await work.CommitAsync("src/hello \u00e4.c", "int main(void) { return 0; }\n");
        await work.RunAsync("push", "--quiet", "origin", "main");
        var page = await GetAsync($"/projects/{project.Path}");
        page.ShouldContain("<h1>Hello</h1>");
        page.ShouldContain($"git clone {project.Info.HttpUrl}");
        page.ShouldContain("src/</a>");
        (await GetAsync($"/projects/{project.Path}/files?ref=main&path=src")).ShouldContain("hello \u00e4.c");
        (await GetAsync($"/projects/{project.Path}/files?ref=main&path=src/hello+%C3%A4.c")).ShouldContain("int main(void)");
        (await GetAsync($"/projects/{project.Path}/commits")).ShouldContain("Change src/hello");
        (await GetAsync($"/projects/{project.Path}/branches")).ShouldContain("default</span>");
        (await GetAsync("/projects")).ShouldContain(project.Name);
    }

    [Fact]
    public async Task A_readme_can_do_nothing()
    {
        using var project = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        using var work = await project.SeedAsync();
        await work.CommitAsync("README.md", """
            <script>alert(1)</script> <img src=x onerror=alert(2)>
            [a](javascript:alert(3)) [b](data:text/html,x) ![c](https://spy.example/pixel.png) <javascript:alert(4)> [d]( java&#10;script:alert(5))

            """);
        await work.RunAsync("push", "--quiet", "origin", "main");
        using var client = shared.Server.Client(token: null);
        using var answer = await client.GetAsync($"/projects/{project.Path}");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img src=x");
        page.ShouldNotContain("href=\"javascript:");
        page.ShouldNotContain("href=\"data:");
        page.ShouldNotContain("<img src=\"https://spy");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/commits")]
    [InlineData("/branches")]
    [InlineData("/members")]
    [InlineData("/settings")]
    public async Task The_pages_of_a_private_project_are_not_there_for_strangers(string page)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var client = shared.Server.Client(token: null);
        (await client.GetAsync($"/projects/{project.Path}{page}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("/projects")).ShouldNotContain(project.Name);
    }

    [Fact]
    public async Task An_owner_sets_members_with_a_form_and_no_other_site_can()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (name, _) = await project.MemberAsync(role: null);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(shared.Server.Url) };
        var login = await browser.GetStringAsync("/login");
        (await browser.PostAsync("/login", Form(login, ("token", shared.Server.Token)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.GetStringAsync($"/projects/{project.Path}/members");
        page.ShouldNotContain(name);
        // Without the token that our page has, nothing happens.
        await browser.PostAsync($"/projects/{project.Path}/members", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = name, ["role"] = "reader" }));
        (await browser.GetStringAsync($"/projects/{project.Path}/members")).ShouldNotContain(name);
        await browser.PostAsync($"/projects/{project.Path}/members", Form(page, ("user", name), ("role", "reader")));
        (await browser.GetStringAsync($"/projects/{project.Path}/members")).ShouldContain(name);
        var refused = await browser.PostAsync($"/projects/{project.Path}/members", Form(page, ("user", "nobody-of-this-name"), ("role", "reader")));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("There is no user");
    }

    [Fact]
    public async Task A_maintainer_protects_a_branch_with_a_form()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var browser = new HttpClient { BaseAddress = new Uri(shared.Server.Url) };
        await browser.PostAsync("/login", Form(await browser.GetStringAsync("/login"), ("token", shared.Server.Token)));
        var page = await browser.GetStringAsync($"/projects/{project.Path}/settings");
        var after = await browser.PostAsync(
            $"/projects/{project.Path}/settings", Form(page, ("action", "protect"), ("pattern", "release/*"), ("kind", "branch"), ("push", "nobody"), ("merge", "owner")));
        (await after.Content.ReadAsStringAsync()).ShouldContain("release/*");
    }

    static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] fields) => new(fields
        .Append(("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value)).ToDictionary(field => field.Item1, field => field.Item2));

    async Task<string> GetAsync(string address)
    {
        using var client = shared.Server.Client(token: null);
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
