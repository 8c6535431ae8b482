using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Slipway.Platform.Machines;

/// <summary>
/// cloud-init's user data for a machine: it writes the runner's configuration, runs the runner as a process of its own, and powers the machine off when
/// the runner ends or the machine's time is over. It holds the token: it is given to nobody but the machine.
/// </summary>
public static class CloudConfig
{
    /// <param name="prepare">Shell lines that are run as root before; where one fails, the machine is powered off.</param>
    public static string UserData(MachineOrder order, string configPath, IReadOnlyList<string> prepare)
    {
        var seconds = ((long)order.DieAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var lines = new StringBuilder("(\n");
        foreach (var line in prepare)
        {
            lines.Append(line).Append(" || exit 1\n");
        }

        lines.Append(CultureInfo.InvariantCulture, $"exec timeout -k 30 {seconds} {string.Join(' ', RunnerBootstrap.Command(configPath))}\n) > /dev/console 2>&1 < /dev/null\n");
        lines.Append("poweroff -f\n");
        return $"""
            #cloud-config
            write_files:
              - path: {JsonSerializer.Serialize(configPath, CloudConfigJson.Default.String)}
                permissions: '0600'
                encoding: b64
                content: {Convert.ToBase64String(order.Runner.Config)}
            runcmd:
              - [sh, -c, {JsonSerializer.Serialize($"nohup setsid sh -c \"$1\" > /dev/null 2>&1 &", CloudConfigJson.Default.String)}, sh, {JsonSerializer.Serialize(lines.ToString(), CloudConfigJson.Default.String)}]

            """;
    }

    /// <summary>The instance's name for cloud-init, which runs what is written for a name once.</summary>
    public static string MetaData(MachineOrder order) => $"instance-id: {order.MachineId}\nlocal-hostname: {order.MachineId}\n";
}
