using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.System.Tests.Crashes;

/// <summary>kill -9 of the server in the middle of a push.</summary>
public sealed class PushCrashTests
{
    [Fact]
    public async Task After_a_kill_at_any_moment_of_a_push_the_repository_is_sound_and_what_was_answered_is_there()
    {
        await using var server = await ServerProcess.StartAsync();
        using var project = await OwnProject.CreateAsync(server);
        using var work = await project.SeedAsync();
        for (var round = 0; round < 4; round++)
        {
            await File.WriteAllBytesAsync(work[$"file{round}"], RandomNumberGenerator.GetBytes(2_000_000));
            await work.RunAsync("add", ".");
            await work.RunAsync("commit", "--quiet", "--message", $"Round {round}");
            var before = (await work.RunAsync("rev-parse", "HEAD~")).Trim();
            var pushing = work.TryAsync("push", "--quiet", "origin", "main");
            await Task.Delay(round * 90);
            server.Kill();
            var answered = (await pushing).ExitCode == 0;
            await server.StartAgainAsync();
            await Tool.RunAsync("git", "-C", project.Folder, "fsck", "--strict", "--no-dangling");
            var now = (await work.RunAsync("ls-remote", "origin", "main")).Split('\t')[0];
            now.ShouldBeOneOf(before, await work.HeadAsync());
            if (answered)
            {
                now.ShouldBe(await work.HeadAsync());
            }

            // And the next one goes through: no lock has stayed.
            await work.RunAsync("push", "--quiet", "origin", "main");
        }
    }

    [Fact]
    public async Task A_kill_between_the_refs_and_the_event_does_not_lose_the_event()
    {
        await using var server = await ServerProcess.StartAsync();
        using var project = await OwnProject.CreateAsync(server);
        using var work = await WorkFolder.InitAsync();
        await work.CommitAsync("a", "a");
        // In place of the hook that tells the server: one that says that it was there, and waits.
        var hook = Path.Combine(server.Data, "git", "hooks", "post-receive");
        var there = Path.Combine(server.Data, "there");
        await File.WriteAllTextAsync(hook, $"#!/bin/bash\n: > '{there}'\nwhile [ -e '{there}' ]; do sleep 0.05; done\n");
        var pushing = work.TryAsync("push", project.Url(), "HEAD:refs/heads/trunk");
        while (!File.Exists(there))
        {
            pushing.IsCompleted.ShouldBeFalse();
            await Task.Delay(20);
        }

        server.Kill();
        File.Delete(there);
        await pushing;
        await server.StartAgainAsync();
        // The event makes the branch the default branch.
        var watch = Stopwatch.StartNew();
        while ((await project.Admin.GetFromJsonAsync<ProjectInfo>(project.Api))!.DefaultBranch != "trunk")
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(50);
        }
    }
}
