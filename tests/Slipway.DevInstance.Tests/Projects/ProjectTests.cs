using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.Projects;

public sealed class ProjectTests(SharedServer shared)
{
    [Fact]
    public async Task A_private_project_is_listed_and_shown_to_its_members_only()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (_, member) = await project.MemberAsync("reader");
        var (_, stranger) = await project.MemberAsync(role: null);
        (await SeenAsync(project, member)).ShouldBe((true, HttpStatusCode.OK));
        (await SeenAsync(project, stranger)).ShouldBe((false, HttpStatusCode.NotFound));
        (await SeenAsync(project, token: null)).ShouldBe((false, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Users_make_projects_under_their_own_name_only()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (name, token) = await project.MemberAsync(role: null);
        using var client = shared.Server.Client(token);
        var made = await client.PostAsJsonAsync("/api/v2/projects", new CreateProject(name, "mine"));
        (await made.Content.ReadFromJsonAsync<ProjectInfo>())!.Role.ShouldBe("owner");
        (await client.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", "not-mine"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_second_project_of_the_same_name_is_refused()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var answer = await project.Admin.PostAsJsonAsync("/api/v2/projects", new CreateProject(project.Owner, project.Name));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<Contracts.Problem>())!.Code.ShouldBe("project.exists");
    }

    [Fact]
    public async Task The_scope_of_a_token_bounds_the_role()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (name, _) = await project.MemberAsync("owner");
        foreach (var (scope, role) in new[] { ("read", "reader"), ("push", "maintainer"), ("admin", "owner") })
        {
            using var client = shared.Server.Client(await project.TokenAsync(name, scope));
            (await client.GetFromJsonAsync<ProjectInfo>(project.Api))!.Role.ShouldBe(role);
        }
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        (await project.Admin.DeleteAsync($"{project.Api}/members/admin")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await project.MemberAsync("owner");
        (await project.Admin.DeleteAsync($"{project.Api}/members/admin")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Only_an_owner_sets_members_and_makes_a_project_public()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (name, token) = await project.MemberAsync("maintainer");
        using var client = shared.Server.Client(token);
        (await client.PutAsJsonAsync($"{project.Api}/members/{name}", new SetMember("owner"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PatchAsJsonAsync(project.Api, new ChangeProject(Private: false))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PatchAsJsonAsync(project.Api, new ChangeProject(Description: "Tools"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static async Task<(bool Listed, HttpStatusCode Shown)> SeenAsync(OwnProject project, string? token)
    {
        using var client = project.Server.Client(token);
        var listed = (await client.GetFromJsonAsync<List<ProjectInfo>>("/api/v2/projects"))!.Any(one => one.Id == project.Info.Id);
        using var shown = await client.GetAsync(project.Api);
        return (listed, shown.StatusCode);
    }
}
