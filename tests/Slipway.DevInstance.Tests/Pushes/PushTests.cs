using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Pushes;

public sealed class PushTests(SharedServer shared)
{
    [Fact]
    public async Task The_first_branch_becomes_the_default_branch_and_the_pusher_is_told()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await WorkFolder.InitAsync();
        await work.CommitAsync("a", "a");
        var result = await work.TryAsync("push", project.Url(), "HEAD:refs/heads/trunk");
        result.Error.ShouldContain($"remote: trunk is now the default branch of {project.Path}.");
        (await project.Admin.GetFromJsonAsync<ProjectInfo>(project.Api))!.DefaultBranch.ShouldBe("trunk");
        using var clone = await WorkFolder.CloneAsync(project.Url());
        (await clone.RunAsync("branch", "--show-current")).Trim().ShouldBe("trunk");
    }

    [Fact]
    public async Task Push_options_are_taken()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.CommitAsync("a", "a");
        await work.RunAsync("push", "--quiet", "-o", "ci.skip", "-o", "ci.variable=A=b c", "origin", "main");
    }

    [Fact]
    public async Task Pushes_that_race_lose_no_commit()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var writers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WorkFolder.CloneAsync(project.Url())));
        await Task.WhenAll(writers.Select((writer, number) => WriteAsync(writer, number)));
        await work.RunAsync("fetch", "--quiet", "origin");
        (await work.RunAsync("ls-tree", "--name-only", "origin/main")).Split('\n').Count(name => name.StartsWith("by-", StringComparison.Ordinal)).ShouldBe(6);
        await Tool.RunAsync("git", "-C", project.Folder, "fsck", "--strict");
        Array.ForEach(writers, writer => writer.Dispose());
    }

    [Fact]
    public async Task One_of_two_pushes_over_the_same_commit_is_refused()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        using var one = await WorkFolder.CloneAsync(project.Url());
        using var two = await WorkFolder.CloneAsync(project.Url());
        await one.CommitAsync("one", "1");
        await two.CommitAsync("two", "2");
        var results = await Task.WhenAll(one.TryAsync("push", "origin", "main"), two.TryAsync("push", "origin", "main"));
        results.Count(result => result.ExitCode == 0).ShouldBe(1);
    }

    static async Task WriteAsync(WorkFolder writer, int number)
    {
        await writer.CommitAsync($"by-{number}", "x");
        for (var attempt = 0; (await writer.TryAsync("push", "--quiet", "origin", "main")).ExitCode != 0; attempt++)
        {
            attempt.ShouldBeLessThan(50);
            await writer.RunAsync("pull", "--quiet", "--rebase", "origin", "main");
        }
    }
}
