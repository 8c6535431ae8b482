using Slipway.Agent.Configuration;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>What a container may take of the machine.</summary>
static class Limits
{
    public static HostSpec Of(ContainerConfig config) => new()
    {
        NetworkMode = "none",
        Memory = config.MemoryMiB * 1024 * 1024,
        MemorySwap = config.MemoryMiB * 1024 * 1024,
        NanoCpus = (long)(config.Cpus * 1e9),
        PidsLimit = config.Pids > 0 ? config.Pids : null,
    };
}
