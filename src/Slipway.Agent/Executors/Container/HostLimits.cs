using Slipway.Agent.Configuration;
using Slipway.Agent.Limits;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>What a container may take of the machine.</summary>
static class HostLimits
{
    public static HostSpec Of(ContainerConfig config)
    {
        var limits = JobLimits.Of(config.MemoryMiB, config.Cpus, config.Pids);
        return new HostSpec
        {
            NetworkMode = "none",
            Memory = limits.MemoryBytes,
            MemorySwap = limits.MemoryBytes,
            NanoCpus = (long)(limits.Cpus * 1e9),
            PidsLimit = limits.Pids,
        };
    }
}
