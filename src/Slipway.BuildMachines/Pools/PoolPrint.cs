using System.Security.Cryptography;
using System.Text;

namespace Slipway.BuildMachines.Pools;

/// <summary>A digest of what a pool's machines are: machines of another print are replaced.</summary>
static class PoolPrint
{
    public static string Of(PoolDefinition pool)
    {
        var text = new StringBuilder();
        Add("provider", pool.Provider);
        foreach (var (name, values) in pool.Machine.Values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            Add($"machine {name}", values);
        }

        Add("tags", pool.Tags);
        Add("projects", pool.Projects);
        Add("rest", [$"{pool.RunUntagged}", $"{pool.Trusted}", $"{pool.JobsAtOnce}", $"{pool.Uses}", $"{pool.Reuse}", pool.Server ?? "", pool.Executor, pool.JobImage ?? ""]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Add(string name, params IEnumerable<string> values) => text.Append(name).Append('\0').AppendJoin('\0', values).Append('\n');
    }
}
