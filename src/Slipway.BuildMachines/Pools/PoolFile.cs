using System.Text;
using Slipway.Pipelines;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Pools;

/// <summary>
/// Reads <c>pools.yml</c>: <c>pools:</c> with a list of pools. Strict: an unknown key, a wrong value and a setting that the provider does not know are
/// faults, and all of them are told at once.
/// </summary>
static class PoolFile
{
    public const int Largest = 1 << 20;
    const int MostPools = 500;
    const int Depth = 12;

    public static PoolReading Read(string text, IEnumerable<IMachineProviderKind> kinds, string name = "pools.yml")
    {
        var diagnostics = new Diagnostics(maxErrors: 100);
        var file = new YamlFile(name);
        var pools = new List<PoolDefinition>();
        try
        {
            if (Encoding.UTF8.GetByteCount(text) > Largest)
            {
                diagnostics.Error(new(file, 0, 0), "pools.too-large", $"The file is larger than {Largest >> 20} MiB.", null);
            }
            else if (YamlReader.First(text, file, Depth, diagnostics, out var next) is var node && next >= 0)
            {
                diagnostics.Error(new(file, 0, 0), "pools.documents", "The file holds more than one document.", "Take the lines --- out.");
            }
            else if (node is YamlMap map && map.Size <= Largest)
            {
                Pools(new Block(map, "The file", diagnostics), [.. kinds], pools);
            }
            else if (node is not null)
            {
                diagnostics.Error(node.Place, "pools.wrong-value", $"The file is {node.Kind}, and must be a map with the key pools.", "Begin with the line pools:");
            }
        }
        catch (Exception enough) when (enough is TooManyErrorsException or LimitException)
        {
            // what is told is enough
        }

        return diagnostics.Errors.Count > 0 ? new PoolReading.Faulty([.. diagnostics.Errors.Select(Told)]) : new PoolReading.Read(pools);
    }

    static void Pools(Block top, IReadOnlyList<IMachineProviderKind> kinds, List<PoolDefinition> pools)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var items = top.Items("pools") ?? [];
        if (items.Count > MostPools)
        {
            top.Diagnostics.Error(items[MostPools].Place, "pools.too-many", $"There are {items.Count} pools, and may be {MostPools}.", "Pools that differ only in how many machines they have can be one.");
        }

        foreach (var item in items.Take(MostPools))
        {
            if (item is not YamlMap map)
            {
                top.Wrong(item, "pools", "a list of maps", null);
                continue;
            }

            var what = map["name"] is YamlScalar { Text: { Length: > 0 and <= 63 } name } ? $"Pool \"{name}\"" : "Pool";
            if (PoolReader.Read(new Block(map, what, top.Diagnostics), kinds) is { } pool)
            {
                if (names.Add(pool.Name))
                {
                    pools.Add(pool);
                }
                else
                {
                    top.Diagnostics.Error(map.Place, "pools.name-twice", $"{what}: another pool has this name.", "Name it otherwise.");
                }
            }
        }

        if (!top.Map.Entries.Any(entry => entry.Name == "pools"))
        {
            top.Missing("pools", "An empty list says that there are no pools: pools: []");
        }

        top.Done();
    }

    static PoolFault Told(Diagnostic fault) => new(
        fault.Line, fault.Column, fault.Code.Replace("ci.", "pools.", StringComparison.Ordinal), fault.Message, fault.Remedy);
}

/// <summary>What became of reading a file of pools.</summary>
abstract record PoolReading
{
    public sealed record Read(IReadOnlyList<PoolDefinition> Pools) : PoolReading;

    public sealed record Faulty(IReadOnlyList<PoolFault> Faults) : PoolReading;
}

/// <param name="Line">From 1; 0 for the file as a whole.</param>
sealed record PoolFault(int Line, int Column, string Code, string Message, string? Remedy)
{
    public override string ToString() => $"{(Line > 0 ? $"pools.yml:{Line}:{Column}" : "pools.yml")}: {Message} ({Code}){(Remedy is null ? "" : " " + Remedy)}";
}
