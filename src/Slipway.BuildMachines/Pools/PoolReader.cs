using System.Globalization;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Pools;

/// <summary>Reads one pool of the file.</summary>
static class PoolReader
{
    const int MostMachines = 10_000;

    /// <returns>Null where it has no name; else the pool, whose faults are told.</returns>
    public static PoolDefinition? Read(Block block, IReadOnlyList<IMachineProviderKind> kinds)
    {
        var name = block.Required("name");
        if (name is not null && (name.Length > 40 || name[0] == '-' || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
        {
            block.Wrong("name", block.Take("name")!, "1 to 40 lower-case letters, digits and dashes");
            name = null;
        }

        var trusted = block.Boolean("trusted") ?? false;
        var provider = Provider(block, kinds);
        var pool = new PoolDefinition
        {
            Name = name ?? "",
            Provider = provider?.Name ?? "",
            Machine = Settings(block, provider),
            Tags = Tags(block),
            RunUntagged = block.Boolean("run_untagged") ?? false,
            Trusted = trusted,
            Projects = block.Texts("projects") ?? [],
            Max = block.Integer("max", 0, MostMachines) ?? Absent(block, "max", 1),
            Idle = block.Integer("idle", 0, MostMachines) ?? 0,
            Periods = PeriodReader.Read(block),
            IdleScale = Number(block, "idle_scale_factor", 0, 100) ?? 0,
            Growth = block.Integer("growth", 1, MostMachines) ?? 100,
            JobsAtOnce = block.Integer("jobs_at_once", 1, 1000) ?? 1,
            Uses = block.Integer("uses", 1, 1_000_000) ?? 1,
            Reuse = block.Choice("reuse", ("project", ReusePolicy.Project), ("any", ReusePolicy.Any)) ?? ReusePolicy.Project,
            LongestLife = Time(block, "longest_life", TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)) ?? TimeSpan.FromHours(24),
            IdleTime = Time(block, "idle_time", TimeSpan.Zero, TimeSpan.FromDays(7)) ?? TimeSpan.FromMinutes(10),
            BillingUnit = Time(block, "billing_unit", TimeSpan.FromSeconds(1), TimeSpan.FromDays(31)) ?? TimeSpan.FromSeconds(1),
            CostPerHour = Number(block, "cost_per_hour", 0, 1_000_000) ?? 0,
            LookAhead = block.Boolean("look_ahead") ?? true,
            Server = Server(block),
            Executor = block.Choice("executor", ("shell", true), ("container", false)) == false ? "container" : "shell",
            JobImage = block.Text("job_image"),
        };
        Check(block, pool, provider);
        block.Done();
        return name is null ? null : pool;
    }

    /// <summary>What is right by itself and wrong together.</summary>
    static void Check(Block block, PoolDefinition pool, IMachineProviderKind? provider)
    {
        if (pool.Tags.Count == 0 && !pool.RunUntagged && !block.Has("tags"))
        {
            block.Missing("tags", "A pool without tags needs run_untagged: true, or no job would ever run on it.");
        }

        if (pool.Trusted && (pool.JobsAtOnce > 1 || pool.Uses > 1))
        {
            Contradiction(block, pool.Uses > 1 ? "uses" : "jobs_at_once", "A machine of a trusted pool gets one job, and is replaced.", "Take uses and jobs_at_once out.");
        }
        else if (pool.Uses < pool.JobsAtOnce)
        {
            Contradiction(block, "jobs_at_once", $"A machine that gets {pool.Uses} jobs in all can't have {pool.JobsAtOnce} at once.", "Raise uses, or lower jobs_at_once.");
        }

        if (pool.JobsAtOnce > 1 && (provider?.Sharing == JobSharing.One || (provider?.Sharing == JobSharing.OneInShell && pool.Executor == "shell")))
        {
            Contradiction(
                block, "jobs_at_once",
                provider.Sharing == JobSharing.One
                    ? $"A host of provider {provider.Name} has one job at a time, and is cleaned after it."
                    : $"A machine of provider {provider.Name} is the sandbox of its job: with executor shell it has one at a time.",
                "Take jobs_at_once out, and raise max.");
        }

        if (pool.Idle > pool.Max)
        {
            Contradiction(block, "idle", $"{pool.Idle} machines can't be idle where there are {pool.Max} at the most.", "Raise max, or lower idle.");
        }

        if (pool.Periods.FirstOrDefault(period => period.Idle > pool.Max) is { } wide)
        {
            Contradiction(block, "periods", $"{wide.Idle} machines can't be idle where there are {pool.Max} at the most.", "Raise max, or lower the period's idle.");
        }
    }

    static void Contradiction(Block block, string key, string why, string remedy) =>
        block.Diagnostics.Error(block.At(key), "pools.contradiction", $"{block.What}, {key}: {why}", remedy);

    static IMachineProviderKind? Provider(Block block, IReadOnlyList<IMachineProviderKind> kinds)
    {
        var name = block.Required("provider");
        var kind = kinds.FirstOrDefault(kind => kind.Name == name);
        if (name is not null && kind is null)
        {
            block.Diagnostics.Error(block.At("provider"), "pools.provider", $"{block.What}: there is no provider \"{name}\" here.", Suggestion.For(name, kinds.Select(kind => kind.Name)));
        }

        return kind;
    }

    static ProviderSettings Settings(Block block, IMachineProviderKind? kind)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (block.Inner("machine") is { } inner)
        {
            foreach (var entry in inner.Map.Entries)
            {
                values[entry.Name] = entry.Value is YamlScalar { Type: not ScalarType.Null } one ? [one.Text] : inner.OneOrMore(entry.Name) ?? [];
            }
        }

        var settings = new ProviderSettings(values);
        if (kind is not null)
        {
            var reader = new SettingsReader(settings);
            kind.Check(reader);
            foreach (var fault in reader.Faults)
            {
                block.Diagnostics.Error(block.At("machine"), "pools.machine", $"{block.What}, machine, {fault}.", null);
            }
        }

        return settings;
    }

    static IReadOnlyList<string> Tags(Block block)
    {
        var tags = block.Texts("tags") ?? [];
        if (tags.Count > 50 || tags.Exists(tag => tag is not { Length: > 0 and <= 64 } || tag.Contains(',', StringComparison.Ordinal) || tag.Any(char.IsControl)))
        {
            block.Wrong("tags", block.Take("tags")!, "up to 50 tags of 1 to 64 characters, without commas");
        }

        return [.. tags.Concat(block.Text("architecture") is { Length: > 0 } architecture ? [architecture] : []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    static string? Server(Block block)
    {
        var text = block.Text("server");
        if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            block.Wrong("server", block.Take("server")!, "the address of this server as its machines reach it, http or https");
        }

        return text?.TrimEnd('/');
    }

    static double? Number(Block block, string name, double least, double most)
    {
        if (block.Take(name) is not { } node)
        {
            return null;
        }

        if (node is YamlScalar { Type: ScalarType.Number } scalar && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        block.Wrong(name, node, $"a number from {least} to {most}");
        return null;
    }

    static TimeSpan? Time(Block block, string name, TimeSpan least, TimeSpan most)
    {
        var time = block.Duration(name, most);
        if (time < least)
        {
            block.Wrong(name, block.Take(name)!, $"a time of at least {least.TotalSeconds:0} seconds");
        }

        return time;
    }

    static int Absent(Block block, string name, int otherwise)
    {
        if (!block.Has(name))
        {
            block.Missing(name, "Say how many machines there may be at the most.");
        }

        return otherwise;
    }
}
