using System.Text;
using System.Text.Json;
using Slipway.Adapters.Ssh;
using Slipway.ContainerEngine;
using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>What the places of machines say: hosts by ssh, and container engines.</summary>
static class MachineTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("ssh-host-answer", ["machine 0f7a m00001 pool 1700000000 running\n"u8.ToArray(), "log\nhello"u8.ToArray(), "refused no"u8.ToArray(), "free\n"u8.ToArray()], HostAsync),
        new("engine-containers", ["""[{"Id":"a","State":"running","Status":"Up","Created":1,"Labels":{"slipway.machine":"m"}}]"""u8.ToArray()], EngineAsync),
    ];

    static Task HostAsync(byte[] bytes, CancellationToken ct)
    {
        try
        {
            HostAnswer.Parse(Encoding.UTF8.GetString(bytes));
            return Task.CompletedTask;
        }
        catch (InvalidDataException refused)
        {
            throw new MalformedInputException("machines.refused", refused.Message);
        }
    }

    static Task EngineAsync(byte[] bytes, CancellationToken ct)
    {
        try
        {
            JsonSerializer.Deserialize(bytes, EngineJson.Default.ListedContainerArray);
            return Task.CompletedTask;
        }
        catch (JsonException refused)
        {
            throw new MalformedInputException("machines.refused", refused.Message);
        }
    }
}
