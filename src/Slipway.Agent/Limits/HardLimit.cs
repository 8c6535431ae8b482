using System.Globalization;

namespace Slipway.Agent.Limits;

/// <summary>What this process may not go beyond, as getrlimit(2) says it: a container's engine sets it, and who is not privileged can't raise it.</summary>
static class HardLimit
{
    /// <param name="name">As <c>/proc/self/limits</c> begins its line: <c>Max processes</c>, <c>Max data size</c>.</param>
    /// <returns>The wish, or what is allowed where that is less.</returns>
    public static long AtMost(string name, long wish) => AtMost(name, wish, File.ReadLines("/proc/self/limits"));

    public static long AtMost(string name, long wish, IEnumerable<string> lines)
    {
        var fields = lines.FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal))?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, var hard, ..] && long.TryParse(hard, CultureInfo.InvariantCulture, out var most) ? Math.Min(wish, most) : wish;
    }
}
