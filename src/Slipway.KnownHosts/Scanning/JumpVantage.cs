using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// Over another host, by the program <c>ssh -W</c>, with that user's keys and known_hosts: the way to the other host is proven, and only the
/// rest of the way is looked at anew.
/// </summary>
sealed class JumpVantage(string name, Uri jump) : VantagePoint(name)
{
    internal override Task<Stream> ConnectAsync(HostAddress host, IPAddress? address, CancellationToken ct)
    {
        var name = address?.ToString() ?? host.Name;
        var target = name.Contains(':', StringComparison.Ordinal) ? $"[{name}]:{host.Port}" : $"{name}:{host.Port}";
        var start = new ProcessStartInfo("ssh", ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ClearAllForwardings=no", "-W", target, "--", jump.AbsoluteUri.TrimEnd('/')])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            return Task.FromResult<Stream>(new ProcessStream(Process.Start(start)!));
        }
        catch (Win32Exception missing)
        {
            throw new ProbeException(ProbeFault.Unreachable, $"ssh can't be started: {missing.Message}.");
        }
    }
}
