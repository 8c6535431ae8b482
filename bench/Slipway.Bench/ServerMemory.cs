namespace Slipway.Bench;

/// <summary>What the kernel says of a process's memory, in mebibytes.</summary>
sealed class ServerMemory(int process)
{
    public double Resident => Read("VmRSS:");

    /// <summary>The most that was resident since the start or the last <see cref="ForgetPeak"/>.</summary>
    public double Peak => Read("VmHWM:");

    public void ForgetPeak() => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    double Read(string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^2].Trim()) / 1024;
    }
}
