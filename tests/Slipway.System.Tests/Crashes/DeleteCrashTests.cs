using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.System.Tests.Crashes;

/// <summary>kill -9 of the server after it has answered that a project is deleted.</summary>
public sealed class DeleteCrashTests
{
    [Fact]
    public async Task After_a_kill_at_any_moment_all_that_hung_on_it_is_stopped_and_removed()
    {
        // The mirror's address answers nobody (RFC 5737): it is being tried all the time.
        await using var server = await ServerProcess.StartAsync(null, "--Mirrors:AllowedNetworks:0=203.0.113.0/24");
        for (var round = 0; round < 3; round++)
        {
            using var project = await OwnProject.CreateAsync(server);
            using var runner = await ApiRunner.CreateAsync(project);
            using var work = await FilledAsync(project);
            var job = await runner.TakeAsync();
            (await runner.SayAsync(job, "running")).ShouldBe(HttpStatusCode.OK);
            (await runner.TraceAsync(job, "a line\n")).ShouldBe(HttpStatusCode.Accepted);
            Directory.EnumerateFiles(Path.Combine(server.Data, "traces"), $"{(long)job["id"]!}-*", SearchOption.AllDirectories).ShouldNotBeEmpty();
            (await project.Admin.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            await Task.Delay(round * 40);
            server.Kill();
            await server.StartAgainAsync();

            await Waiting.UntilAsync("the repository is gone", () => !Directory.Exists(project.Folder));
            await Waiting.UntilAsync("the job is stopped", async () => await runner.SayAsync(job, "success") is HttpStatusCode.Forbidden);
            await Waiting.UntilAsync("its traces are gone", () => !Directory.EnumerateFiles(Path.Combine(server.Data, "traces"), $"{(long)job["id"]!}-*", SearchOption.AllDirectories).Any());
            await Waiting.UntilAsync("its rows are gone", async () => await LeftAsync(server, project.Info.Id) == "");
            // What is left is the word that it is gone, for the last look.
            (await SqlAsync(server, $"SELECT Path, Gone FROM ProjectRemovals WHERE ProjectId = {project.Info.Id}")).ShouldBe($"{project.Path}|1\n");
        }
    }

    /// <summary>Something in every table that knows of projects.</summary>
    static async Task<WorkFolder> FilledAsync(OwnProject project)
    {
        var work = await project.SeedAsync();
        await project.MemberAsync("developer");
        await work.CommitAsync(".gitlab-ci.yml", "build:\n  script: make\nlater:\n  needs: [build]\n  script: make\n");
        await work.RunAsync("push", "--quiet", "origin", "main");
        await work.RunAsync("checkout", "--quiet", "-b", "topic");
        await work.CommitAsync("a", "a");
        await work.RunAsync("push", "--quiet", "-o", "merge_request.create", "-o", "ci.skip", "origin", "topic");
        foreach (var (path, body) in new (string, object)[]
        {
            ("/merge-requests/1/comments", new AddComment("x", "a", 1)), ("/protected-refs", new ProtectRef("branch", "r/*", "nobody", "owner")),
            ("/schedules", new SetSchedule("nightly", "main", "0 3 * * *", null, true, null)), ("/mirrors", new RemotePlace("https://203.0.113.1/x.git")),
        })
        {
            using var made = await project.Admin.PostAsJsonAsync(project.Api + path, body);
            made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
        }

        using var set = await project.Admin.PutAsJsonAsync($"{project.Api}/variables/KEY", new SetVariable("value-of-it", false, false, false, true, "*"));
        set.IsSuccessStatusCode.ShouldBeTrue(await set.Content.ReadAsStringAsync());
        (await LeftAsync(project.Server, project.Info.Id)).ShouldNotBeEmpty();
        return work;
    }

    /// <summary>The tables that still have rows of a project, but for the removal's own.</summary>
    static async Task<string> LeftAsync(ServerProcess server, long project)
    {
        var tables = (await SqlAsync(server, "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'ProjectId' WHERE m.type = 'table' AND m.name NOT IN ('ProjectRemovals', 'RegistrationTokens', 'Tokens')"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        tables.ShouldContain("Jobs");
        return await SqlAsync(server, string.Join(" UNION ALL ", tables.Select(table => $"SELECT DISTINCT '{table}' FROM \"{table}\" WHERE ProjectId = {project}")));
    }

    static Task<string> SqlAsync(ServerProcess server, string query) => Tool.RunAsync("sqlite3", "-readonly", Path.Combine(server.Data, "slipway.db"), query);
}
