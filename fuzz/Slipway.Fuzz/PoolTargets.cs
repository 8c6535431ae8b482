using System.Text;
using Slipway.Adapters.Docker;
using Slipway.Adapters.Ec2;
using Slipway.Adapters.Kubernetes;
using Slipway.Adapters.Qemu;
using Slipway.Adapters.Ssh;
using Slipway.BuildMachines.Pools;
using Slipway.Formats;
using Slipway.Platform;
using Slipway.Platform.Machines;

namespace Slipway.Fuzz;

/// <summary>The file of pools, with the settings of every provider.</summary>
static class PoolTargets
{
    static readonly DateTimeOffset s_now = new(2026, 11, 24, 17, 59, 59, TimeSpan.Zero);

    static readonly IMachineProviderKind[] s_kinds =
    [
        new ContainerProviderKind(), new Ec2ProviderKind(), new KubernetesProviderKind(TimeProvider.System), new QemuProviderKind(new DataFolder("/nonexistent"), TimeProvider.System),
        new SshProviderKind(new DataFolder("/nonexistent")),
    ];

    public static IEnumerable<FuzzTarget> All => [new("pool-file", [Encoding.UTF8.GetBytes(Whole), Encoding.UTF8.GetBytes(Hosts), "pools: []\n"u8.ToArray()], Read)];

    const string Whole = """
        pools:
          - name: linux
            provider: container
            machine: {image: "debian:12", memory-mib: 2048, cpus: 2, mounts: ["/a:/b", "/c:/d:rw"], environment: [A=b], user: "0:0"}
            architecture: amd64
            tags: [linux, large]
            projects: [team/tools]
            max: 20
            idle: 1
            periods:
              - {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Berlin, idle: 5}
              - {days: [sat, sun], from: "22:00", to: "24:00", idle: 2}
            idle_scale_factor: 0.25
            uses: 8
            reuse: any
            longest_life: 12 hours
            idle_time: 5 minutes
            billing_unit: 1 hour
            cost_per_hour: 1.52
            server: https://slipway.example.org/
            executor: container
            jobs_at_once: 2
          - {name: cloud, provider: ec2, tags: [c], max: 3, machine: {region: eu-central-1, image: ami-0123456789abcdef0, types: [c7a.large], subnets: [subnet-0123456789abcdef0], security-groups: [sg-0123456789abcdef0], spot: true}}
        """;

    const string Hosts = """
        pools:
          - &one {name: arm, provider: ssh, tags: [arm64], trusted: true, max: 2, machine: {hosts: ["build@arm-1.example.org", "b@[2001:db8::1]:2222"], known-hosts: /etc/known}}
          - {name: pods, provider: kubernetes, tags: [p], max: 1, machine: {image: "a:1", namespace: n, tolerations: ["a=b:NoSchedule"], cpu: "2", memory: 4Gi}}
          - {name: vm, provider: qemu, run_untagged: true, max: 1, machine: {image: /a.qcow2, memory-mib: 512, prepare: ["true"]}}
        """;

    static Task Read(byte[] bytes, CancellationToken ct)
    {
        switch (PoolFile.Read(Encoding.UTF8.GetString(bytes), s_kinds))
        {
            case PoolReading.Faulty { Faults: var faults }:
                throw new MalformedInputException("pools.refused", faults.Count > 0 ? faults[0].ToString() : throw new InvalidOperationException("refused, and nobody says why"));
            case PoolReading.Read { Pools: var pools }:
                Keep(pools);
                break;
        }

        return Task.CompletedTask;
    }

    /// <summary>What is read can be used: it prints, it opens no time that is none, and compared with itself nothing changes.</summary>
    static void Keep(IReadOnlyList<PoolDefinition> pools)
    {
        foreach (var pool in pools)
        {
            _ = PoolPrint.Of(pool);
            if (pool.Name.Length == 0 || pool.IdleAt(s_now) > pool.Max || pool.Uses < pool.JobsAtOnce || (pool.Trusted && pool.Uses > 1))
            {
                throw new InvalidOperationException($"a pool that contradicts itself was read: {pool}");
            }
        }

        if (PoolPlanning.Compare(pools, pools, []).Any(change => change.Change != "unchanged"))
        {
            throw new InvalidOperationException("the same file changes something");
        }
    }
}
