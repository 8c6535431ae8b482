using Slipway.Machines.Tests;
using Slipway.Testing;

namespace Slipway.System.Tests.Machines;

/// <summary>A pool of virtual machines in software emulation: a real kernel boots for a job that waits, the real runner in it runs the job in its sandbox, and the machine goes.</summary>
[Collection("alone")]
public sealed class VirtualMachineTests
{
    [Fact]
    public async Task A_job_gets_a_virtual_machine_that_boots_for_it_runs_it_and_goes()
    {
        using var folder = new TempFolder();
        var guest = new GuestImage(folder);
        await guest.BuildAsync();
        var before = await Tool.RunAsync("sha256sum", guest.Disk);
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.5", "--Queue:Unconfirmed=00:02:00");
        using var own = await MachineProject.CreateAsync(server, """
            build:
              tags: [vm]
              script:
                - test -s .gitlab-ci.yml
                - cat /proc/sys/kernel/hostname /proc/cmdline; id -u
                - '! cat /etc/slipway/slipway-runner.json'
                - echo "on $CI_RUNNER_DESCRIPTION"
            """);
        await MachineProject.ApplyAsync(server, $$"""
            pools:
              - name: vm
                provider: qemu
                tags: [vm]
                max: 1
                server: {{server.Url.Replace("127.0.0.1", "10.0.2.2", StringComparison.Ordinal)}}
                machine:
                  image: {{guest.Disk}}
                  kernel: {{guest.Kernel}}
                  initrd: {{guest.Initrd}}
                  append: console=ttyS0 quiet panic=-1 slipway-guest
                  memory-mib: 1024
                  cpus: 2
                  accelerator: tcg
                  machine: pc
                  reserve-mib: 0

            """);
        var pipeline = await own.RunAsync();
        var console = "";
        await MachineProject.UntilAsync(
            async () =>
            {
                console = (await MachineProject.MachinesAsync(server)) is [var machine] && await own.Admin.GetAsync($"/api/v2/machines/{machine.Id}/log") is { IsSuccessStatusCode: true } log ? await log.Content.ReadAsStringAsync() : console;
                return (await own.PipelineAsync(pipeline)).Pipeline.State is "success" or "failed";
            },
            () => console + server.Log, seconds: 400);
        var ended = await own.PipelineAsync(pipeline);
        var trace = await own.TraceAsync(ended.Jobs.Single().Id);
        ended.Pipeline.State.ShouldBe("success", trace + console);
        ended.Jobs.Single().Attempt.ShouldBe(1);
        trace.ShouldContain("slipway-guest"); // the guest's kernel, and not this machine's
        trace.ShouldContain("\n1900000000\n");
        trace.ShouldContain("on vm/m");
        console.ShouldContain("#cloud-config");
        console.ShouldContain("configuration 600 0");
        console.ShouldNotContain("glrt-");
        await MachineProject.NoMachinesAsync(server);
        Directory.GetFileSystemEntries(Path.Combine(server.Data, "machines", "qemu")).ShouldBeEmpty();
        (await Tool.RunAsync("sha256sum", guest.Disk)).ShouldBe(before, "the image was written to");
    }
}
