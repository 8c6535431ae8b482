using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slipway.Cli.Tests;

public sealed class PushTests
{
    const string Target = "acme/tools/ubuntu/noble";

    [Fact]
    public async Task Files_are_pushed_and_a_second_time_unchanged()
    {
        await using var cli = await Cli.StartAsync();
        cli.Write("a.deb", "aaaa");
        cli.Write("b \"ü\".deb", "bbbb");
        var first = await cli.RunAsync("push", Target, "*.deb");
        (first.ExitCode, first.Error).ShouldBe((0, ""));
        first.Output.ShouldContain("pushed    a.deb");
        first.Output.ShouldEndWith("2 pushed, 0 unchanged, 0 failed\n");
        first.Output.ShouldNotContain("\e");
        cli.Server.Files["a.deb"].ShouldBe("aaaa"u8.ToArray());
        (await cli.RunAsync("push", "--to", Target, "a.deb")).Output.ShouldEndWith("0 pushed, 1 unchanged, 0 failed\n");
    }

    [Fact]
    public async Task Json_is_a_line_for_each_file()
    {
        await using var cli = await Cli.StartAsync();
        cli.Write("a.deb", "aaaa");
        cli.Write("bad.deb", "bad");
        var result = await cli.RunAsync("push", "--json", Target, "a.deb", "bad.deb");
        result.ExitCode.ShouldBe(7);
        var lines = result.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).OrderBy(line => line.GetProperty("file").GetString()).ToList();
        lines[0].GetProperty("status").GetString().ShouldBe("pushed");
        lines[1].GetProperty("code").GetString().ShouldBe("deb.truncated");
    }

    [Fact]
    public async Task Other_bytes_are_a_conflict_that_outranks_malformed()
    {
        await using var cli = await Cli.StartAsync();
        cli.Server.Files["a.deb"] = [1, 2, 3, 4];
        cli.Write("a.deb", "aaaa");
        cli.Write("bad.deb", "bad");
        var result = await cli.RunAsync("push", Target, "bad.deb", "a.deb");
        result.ExitCode.ShouldBe(5);
        result.Output.ShouldContain("a.deb is there with other bytes.");
        result.Output.ShouldContain("Give the package a new version");
    }

    [Fact]
    public async Task A_missing_file_a_folder_and_an_empty_pattern_stop_everything_before_it_starts()
    {
        await using var cli = await Cli.StartAsync();
        cli.Write("a.deb", "aaaa");
        cli.Write("folder/deep/b.rpm", "bbbb");
        var result = await cli.RunAsync("push", Target, "a.deb", "none.deb", "folder", "x*.deb");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("none.deb does not exist");
        result.Error.ShouldContain("--recursive");
        result.Error.ShouldContain("nothing matches x*.deb");
        cli.Server.Files.ShouldBeEmpty();
        (await cli.RunAsync("push", Target, "-r", "folder")).Output.ShouldContain("folder/deep/b.rpm");
        (await cli.RunAsync("push", Target, "fol*/*/?.rpm")).Output.ShouldContain("1 unchanged");
    }

    [Fact]
    public async Task A_source_package_takes_its_files_along_and_a_changes_file_all_that_it_lists()
    {
        await using var cli = await Cli.StartAsync();
        cli.Write("up/h.dsc", "Source: h\nChecksums-Sha256:\n 00 4 h.tar.xz\nFiles:\n 00 4 h.tar.xz\nBinary: h\n");
        cli.Write("up/h.tar.xz", "tttt");
        cli.Write("up/h.deb", "dddd");
        cli.Write("up/h.buildinfo", "info");
        cli.Write("up/h.changes", "Source: h\nFiles:\n 0 4 misc optional h.dsc\n 0 4 misc optional h.tar.xz\n 0 4 misc optional h.deb\n 0 4 misc optional h.buildinfo\n");
        var result = await cli.RunAsync("push", Target, "up/h.changes");
        result.Output.ShouldEndWith("2 pushed, 0 unchanged, 0 failed\n");
        cli.Server.Files.Keys.Order(StringComparer.Ordinal).ShouldBe(["h.deb", "h.dsc", "h.tar.xz"]);
        cli.Write("up/evil.dsc", "Files:\n 0 4 ../../etc/passwd\n");
        (await cli.RunAsync("push", Target, "up/evil.dsc")).ExitCode.ShouldBe(7);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task A_busy_server_is_asked_again_and_it_is_said(int status)
    {
        await using var cli = await Cli.StartAsync();
        var left = 2;
        cli.Server.Before = async context =>
        {
            if (Interlocked.Decrement(ref left) < 0)
                return false;
            context.Response.Headers.RetryAfter = "0";
            await FakeServer.Refuse(status, "busy", "Later.").ExecuteAsync(context);
            return true;
        };
        cli.Write("a.deb", "aaaa");
        var result = await cli.RunAsync("push", Target, "a.deb");
        result.ExitCode.ShouldBe(0);
        result.Error.ShouldContain("a.deb: Later. Trying again in 0 s (2 of 3).");
    }

    [Fact]
    public async Task A_cut_connection_is_tried_again_as_often_as_asked()
    {
        await using var cli = await Cli.StartAsync();
        var seen = 0;
        cli.Server.Before = context =>
        {
            Interlocked.Increment(ref seen);
            context.Abort();
            return Task.FromResult(true);
        };
        cli.Write("a.deb", "aaaa");
        (await cli.RunAsync("push", Target, "a.deb", "--retries", "1")).ExitCode.ShouldBe(6);
        seen.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_token_ends_the_push_at_once()
    {
        await using var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_TOKEN"] = "wrong";
        for (var n = 0; n < 50; n++)
            cli.Write($"p{n}.deb", "aaaa");
        var result = await cli.RunAsync("push", Target, "p*.deb", "--parallel", "1");
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldContain("1 failed, 49 not sent");
        cli.Server.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Thousands_of_files_go_over_a_few_connections()
    {
        await using var cli = await Cli.StartAsync();
        for (var n = 0; n < 2000; n++)
            cli.Write($"many/p{n}.deb", new string('x', 4096));
        var result = await cli.RunAsync("push", Target, "many/*.deb", "--parallel", "16");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldEndWith("2000 pushed, 0 unchanged, 0 failed\n");
        cli.Server.Files.Count.ShouldBe(2000);
        cli.Server.Connections.Distinct().Count().ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public async Task What_was_not_decided_together_is_sent_again_alone()
    {
        await using var cli = await Cli.StartAsync();
        for (var n = 0; n < 10; n++)
            cli.Write($"p{n}.deb", "aaaa");
        cli.Write("bad.deb", "bad");
        cli.Server.Undecided.UnionWith(["p3.deb", "p7.deb"]);
        var result = await cli.RunAsync("push", Target, "*.deb", "--parallel", "1");
        result.ExitCode.ShouldBe(7);
        result.Output.ShouldContain("unchanged p3.deb");
        result.Output.ShouldContain("bad.deb is cut off.");
        result.Output.ShouldEndWith("8 pushed, 2 unchanged, 1 failed\n");
        cli.Server.Connections.Count.ShouldBe(3, "one request for all, and one for each of the two");
    }

    [Fact]
    public async Task A_batch_that_fails_whole_is_sent_one_after_the_other()
    {
        await using var cli = await Cli.StartAsync();
        cli.Server.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/batch", StringComparison.Ordinal))
                return false;
            await FakeServer.Refuse(500, "internal", "Something broke.").ExecuteAsync(context);
            return true;
        };
        for (var n = 0; n < 5; n++)
            cli.Write($"p{n}.deb", "aaaa");
        (await cli.RunAsync("push", Target, "*.deb", "--parallel", "2")).Output.ShouldEndWith("5 pushed, 0 unchanged, 0 failed\n");
    }

    [Fact]
    public async Task A_large_file_is_streamed_with_its_length()
    {
        await using var cli = await Cli.StartAsync();
        await using (var file = File.Create(cli.Folder["big.rpm"]))
            file.SetLength(30_000_000);
        long? length = null;
        cli.Server.Before = context => Task.FromResult((length = context.Request.ContentLength) is null);
        (await cli.RunAsync("push", Target, "big.rpm")).ExitCode.ShouldBe(0);
        length.ShouldNotBeNull().ShouldBeGreaterThan(30_000_000);
        cli.Server.Files["big.rpm"].Length.ShouldBe(30_000_000);
    }

    [Fact]
    public async Task Interrupting_says_what_was_not_sent()
    {
        await using var cli = await Cli.StartAsync();
        var arrived = new TaskCompletionSource();
        cli.Server.Before = async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        cli.Write("a.deb", "aaaa");
        cli.Write("b.deb", "bbbb");
        var running = cli.RunAsync("push", Target, "a.deb", "b.deb", "--parallel", "1");
        await arrived.Task;
        var process = Process.GetProcessesByName("slipway").Single(p => File.ReadAllText($"/proc/{p.Id}/cmdline").Contains(Target, StringComparison.Ordinal) && File.ReadAllText($"/proc/{p.Id}/environ").Contains(cli.Folder.Path, StringComparison.Ordinal));
        await Testing.Tool.RunAsync("kill", "-INT", $"{process.Id}");
        var result = await running;
        result.ExitCode.ShouldBe(130);
        result.Error.ShouldContain("a.deb");
        result.Error.ShouldContain("b.deb");
    }
}
