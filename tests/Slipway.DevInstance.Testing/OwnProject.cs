using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.DevInstance.Testing;

/// <summary>A project of a test's own.</summary>
public sealed class OwnProject : IDisposable
{
    OwnProject(ServerProcess server, string owner, string name) => (Server, Owner, Name, Admin) = (server, owner, name, server.Client());

    public ServerProcess Server { get; }

    public string Owner { get; }

    public string Name { get; }

    public string Path => $"{Owner}/{Name}";

    public string Api => $"/api/v2/projects/{Path}";

    public HttpClient Admin { get; }

    public ProjectInfo Info { get; private set; } = null!;

    /// <summary>Its bare repository on the server's disk.</summary>
    public string Folder => System.IO.Path.Combine(Server.Data, "repositories", $"{Info.Id}.git");

    public static async Task<OwnProject> CreateAsync(ServerProcess server, bool isPrivate = true)
    {
        var own = new OwnProject(server, "test", "p" + Random());
        var answer = await own.Admin.PostAsJsonAsync("/api/v2/projects", new CreateProject(own.Owner, own.Name, isPrivate));
        ((int)answer.StatusCode).ShouldBe(201);
        own.Info = (await answer.Content.ReadFromJsonAsync<ProjectInfo>())!;
        return own;
    }

    /// <summary>The clone URL, with a token as git's users give it; null: without.</summary>
    public string Url(string? token = "") => token is null
        ? $"{Server.Url}/{Path}.git"
        : $"{Server.Url.Replace("://", $"://any:{(token.Length == 0 ? Server.Token : token)}@", StringComparison.Ordinal)}/{Path}.git";

    /// <summary>A new user with a role in this project.</summary>
    /// <returns>The user's name, and a token of all that the user may.</returns>
    public async Task<(string Name, string Token)> MemberAsync(string? role, string scope = "admin")
    {
        var name = "u" + Random();
        (await Admin.PostAsJsonAsync("/api/v2/users", new CreateUser(name, $"{name}@example.org"))).EnsureSuccessStatusCode();
        if (role is not null)
        {
            (await Admin.PutAsJsonAsync($"{Api}/members/{name}", new SetMember(role))).EnsureSuccessStatusCode();
        }

        return (name, await TokenAsync(name, scope));
    }

    public async Task<string> TokenAsync(string user, string scope, string? project = null)
    {
        var answer = await Admin.PostAsJsonAsync($"/api/v2/users/{user}/tokens", new CreateUserToken("test", scope, project));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CreatedToken>())!.Value;
    }

    /// <summary>A clone with one commit on main, pushed by the admin.</summary>
    public async Task<WorkFolder> SeedAsync()
    {
        var work = await WorkFolder.InitAsync();
        await work.CommitAsync("README.md", "# Hello\n");
        await work.RunAsync("remote", "add", "origin", Url());
        await work.RunAsync("push", "--quiet", "origin", "main");
        return work;
    }

    public void Dispose() => Admin.Dispose();

    static string Random() => Guid.NewGuid().ToString("N")[..12];
}
