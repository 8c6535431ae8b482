using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

/// <summary>What a job can't do on this machine.</summary>
public sealed class SandboxTests : RunnerTest
{
    [Fact]
    public async Task A_job_has_a_user_of_its_own_without_powers()
    {
        var trace = await Coordinator.Enqueue(Of("id -u", "id -un", "echo $HOME", "touch $HOME/mine && ls $HOME", "grep CapEff /proc/self/status", "grep CapBnd /proc/self/status", "grep NoNewPrivs /proc/self/status")).EndAsync();
        trace.ShouldMatch("\n19000000[0-9]{2}\n");
        trace.ShouldContain("\njob\n");
        trace.ShouldContain("\n/home/job\n");
        trace.ShouldContain("\nmine\n");
        trace.ShouldContain("CapEff:\t0000000000000000");
        trace.ShouldContain("CapBnd:\t0000000000000000");
        trace.ShouldContain("NoNewPrivs:\t1");
    }

    [Fact]
    public async Task The_system_the_runner_and_other_jobs_are_out_of_reach()
    {
        var secret = Path.Combine(Path.GetDirectoryName(Runner.Config)!, "secret");
        await File.WriteAllTextAsync(secret, "nobody");
        var trace = await Coordinator.Enqueue(Of(
            "! touch /usr/x /etc/x /bin/x 2>/dev/null",
            $"! cat {Runner.Config} {secret} 2>/dev/null",
            $"! ls {Runner.Builds} {Runner.Cache} /work /root 2>/dev/null",
            "ls /builds; ls /builds/grp",
            "! touch /builds/grp/other 2>/dev/null",
            "! mv /builds/grp/pkg /builds/grp/moved 2>/dev/null",
            "! echo x > /run/slipway/step_script",
            "echo processes=$(ls -d /proc/[0-9]* | wc -l)",
            "hostname",
            "ls -A /tmp | wc -l")).EndAsync();
        trace.ShouldEndWith("Job succeeded\e[0;m\n");
        trace.ShouldContain("\ngrp\npkg\npkg.tmp\n");
        trace.ShouldMatch("\nprocesses=[1-9]\n");
        trace.ShouldContain("\nslipway-job\n");
    }

    [Fact]
    public async Task What_a_job_leaves_in_tmp_and_home_is_gone_for_the_next()
    {
        await Coordinator.Enqueue(Of("touch /tmp/left /var/tmp/left ~/left; chmod 000 ~")).EndAsync();
        var trace = await Coordinator.Enqueue(Of("ls -A /tmp /var/tmp ~ | grep left || echo clean")).EndAsync();
        trace.ShouldContain("\nclean\n");
        for (var tries = 0; Left() > 0 && tries < 100; tries++)
            await Task.Delay(50); // cleaning comes after the last word to the coordinator
        Left().ShouldBe(0);

        int Left() => Directory.GetDirectories(Runner.Builds, "job-*", SearchOption.AllDirectories).Length;
    }

    [Fact]
    public async Task The_runners_configuration_is_hidden_even_below_etc()
    {
        await StopAsync();
        var folder = "/etc/slipway-test-" + Guid.NewGuid().ToString("n")[..8];
        Directory.CreateDirectory(folder);
        try
        {
            File.Copy(Runner.Config, folder + "/runner.json");
            File.SetUnixFileMode(folder + "/runner.json", (UnixFileMode)0b110_100_100);
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Build.Runner, ["run", "--config", folder + "/runner.json"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var trace = await Coordinator.Enqueue(Of($"echo size=$(cat {folder}/runner.json 2>/dev/null | wc -c)")).EndAsync();
            process.Kill();
            await process.WaitForExitAsync();
            trace.ShouldContain("\nsize=0\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

public sealed class NoNetworkTests : RunnerTest
{
    private protected override void Configure(System.Text.Json.Nodes.JsonObject config) => config["shell"] = new System.Text.Json.Nodes.JsonObject { ["network"] = false };

    [Fact]
    public async Task A_job_without_network_still_gets_its_source()
    {
        var commit = await Coordinator.Git.CreateAsync("net", ("file", "x"));
        var port = new Uri(Coordinator.Url).Port;
        var trace = await Coordinator.Enqueue(Of("cat file", $"! (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null", "echo cut-off").From(Coordinator, "net", commit)).EndAsync();
        trace.ShouldContain("\ncut-off\n");
    }
}
