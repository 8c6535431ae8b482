using Slipway.Machines.Tests;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Hosts;

/// <summary>Real jobs of the real server on hosts of a list: the real runner, over the real ssh to real sshds.</summary>
public sealed class SshJobTests
{
    const int Jobs = 4;

    [Fact]
    public async Task Jobs_run_on_hosts_one_at_a_time_and_each_finds_its_host_clean()
    {
        using var folder = new TempFolder();
        await using var farm = new HostFarm(hosts: 2, ("runner", Build.Runner), ("clean", $"echo cleaned >> {folder["cleaned"]}; ls -d $HOME/.slipway-machine/machine/builds/slot-0 >> {folder["left"]} || true"));
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookEvery=00:00:01", "--Machines:LookOftenEvery=00:00:00.5");
        using var own = await MachineProject.CreateAsync(server, $$"""
            build:
              parallel: {{Jobs}}
              tags: [arm64]
              script:
                - test -s .gitlab-ci.yml
                - test ! -e left.txt && test ! -e /tmp/left.txt && test ! -e $HOME/left.txt
                - date > left.txt; date > /tmp/left.txt; date > $HOME/left.txt
                - '! cat {{farm.Home(0)}}/.slipway-machine/machine/slipway-runner.json {{farm.Home(1)}}/.slipway-machine/machine/slipway-runner.json'
                - (setsid sleep 1000 &)
                - echo "on $CI_RUNNER_DESCRIPTION"
                - sleep 1
            """);
        await MachineProject.ApplyAsync(server, $$"""
            pools:
              - name: arm
                provider: ssh
                tags: [arm64]
                max: 9
                machine:
                  hosts: [{{string.Join(", ", farm.Names.Select(name => $"\"{name}\""))}}]
                  identity: {{farm.Settings.Values["identity"][0]}}
                  known-hosts: {{farm.KnownHosts}}
                  runner: {{Build.Runner}}
                  clean: '{{farm.Settings.Values["clean"][0]}}'

            """);
        var ended = await own.EndAsync(await own.RunAsync());
        ended.Pipeline.State.ShouldBe("success", server.Log + await own.TraceAsync(ended.Jobs[0].Id));
        ended.Jobs.ShouldAllBe(job => job.Attempt == 1);
        await MachineProject.NoMachinesAsync(server);
        var machines = (await MachineProject.MachinesAsync(server, gone: true)).Where(machine => machine.Pool == "arm").ToList();
        machines.Count(machine => machine.Uses == 1).ShouldBe(Jobs);
        machines.ShouldAllBe(machine => machine.Fault == null, "more machines were asked for than there are hosts");
        machines.Select(machine => machine.Reference).Distinct().Count().ShouldBe(2);
        (await File.ReadAllLinesAsync(folder["cleaned"])).Length.ShouldBe(Jobs);
        (await File.ReadAllLinesAsync(folder["left"])).Length.ShouldBe(Jobs, "work trees do not lie in the machine's folder, and so would not go with it");
        for (var host = 0; host < 2; host++)
        {
            Directory.GetFileSystemEntries(Path.Combine(farm.Home(host), ".slipway-machine")).Select(Path.GetFileName).ShouldBe(["lock"]);
        }
    }
}
