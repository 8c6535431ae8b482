using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.Users;

public sealed class UserTests(SharedServer shared)
{
    [Fact]
    public async Task The_first_token_belongs_to_the_user_admin()
    {
        using var admin = shared.Server.Client();
        (await admin.GetFromJsonAsync<WhoAmI>("/api/v2/whoami"))!.User.ShouldBe("admin");
    }

    [Fact]
    public async Task Only_an_admin_makes_users()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (_, token) = await project.MemberAsync("owner");
        using var client = shared.Server.Client(token);
        (await client.PostAsJsonAsync("/api/v2/users", new CreateUser("eve", "eve@example.org"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Ann", "ann@example.org", "name.invalid")]
    [InlineData("api", "ann@example.org", "name.invalid")]
    [InlineData("ann2", "no address", "request.malformed")]
    [InlineData("admin", "admin@example.org", "user.exists")]
    public async Task A_wrong_user_is_refused_with_a_code(string name, string email, string code)
    {
        using var admin = shared.Server.Client();
        var answer = await admin.PostAsJsonAsync("/api/v2/users", new CreateUser(name, email));
        (await answer.Content.ReadFromJsonAsync<Contracts.Problem>())!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_admin_scope_of_a_user_who_is_no_admin_rules_over_no_packages()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (_, token) = await project.MemberAsync("owner");
        using var client = shared.Server.Client(token);
        (await client.PostAsJsonAsync("/api/v2/repositories", new CreateRepository("test", "stolen"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync("/api/v2/keys")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Users_make_see_and_revoke_their_own_tokens_and_nobody_elses()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var (name, token) = await project.MemberAsync("reader");
        var (other, _) = await project.MemberAsync("reader");
        using var client = shared.Server.Client(token);
        var made = await (await client.PostAsJsonAsync("/api/v2/tokens", new CreateToken("laptop", "push"))).Content.ReadFromJsonAsync<CreatedToken>();
        made!.Token.User.ShouldBe(name);
        (await client.PostAsJsonAsync($"/api/v2/users/{other}/tokens", new CreateUserToken("x", "read"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var seen = await client.GetFromJsonAsync<List<TokenInfo>>("/api/v2/tokens");
        seen!.ShouldAllBe(one => one.User == name);
        seen!.Count.ShouldBe(2);
        (await client.DeleteAsync($"/api/v2/tokens/{made.Token.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var revoked = shared.Server.Client(made.Value);
        (await revoked.GetAsync("/api/v2/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_for_one_project_opens_no_other_and_makes_no_tokens()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var other = await OwnProject.CreateAsync(shared.Server);
        var limited = await project.TokenAsync("admin", "admin", project.Path);
        using var client = shared.Server.Client(limited);
        (await client.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(other.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsJsonAsync("/api/v2/tokens", new CreateToken("x", "read"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetAsync("/api/v2/keys")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
