using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>One instance of a matrix: its variables, in their order.</summary>
sealed record MatrixRow(IReadOnlyList<JobVariable> Variables)
{
    /// <summary><c>[debian, 12]</c>, as in the job's name.</summary>
    public string Label => $"[{string.Join(", ", Variables.Select(variable => variable.Value))}]";
}

/// <summary>The keyword <c>parallel</c>.</summary>
static class MatrixReader
{
    public const int MaxInstances = 200;

    /// <summary>The instances of a job: how many, and their variables where it is a matrix. Null where it is not there.</summary>
    public static (int Count, IReadOnlyList<MatrixRow>? Rows)? Read(Block job)
    {
        if (job.Take("parallel") is not { } node) return null;
        if (node is not YamlMap map) return job.Integer("parallel", 1, MaxInstances) is { } count ? (count, null) : null;
        var block = job.Of(map, "parallel");
        var rows = Rows(block);
        block.Done();
        return (rows.Count, rows);
    }

    public static IReadOnlyList<MatrixRow> Rows(Block parallel)
    {
        var rows = new List<MatrixRow>();
        if (!parallel.Has("matrix")) parallel.Missing("matrix");
        foreach (var item in parallel.Items("matrix") ?? [])
        {
            if (item is not YamlMap map) parallel.Wrong("matrix", item, "a map of variables");
            else if (!Multiply(parallel.Of(map, "matrix"), rows))
            {
                parallel.Wrong(map, "matrix", $"multiplied out to at most {MaxInstances} jobs", null);
                return rows;
            }
        }

        if (rows.Count == 0 && parallel.Has("matrix")) parallel.Wrong("matrix", parallel.Take("matrix")!, "a list with variables");
        return rows;
    }

    static bool Multiply(Block block, List<MatrixRow> rows)
    {
        List<IReadOnlyList<JobVariable>> made = [[]];
        foreach (var entry in block.Map.Entries)
        {
            var values = block.Flatten(entry);
            if ((long)made.Count * values.Count > MaxInstances) return false;
            made = [.. made.SelectMany(row => values, (row, value) => (IReadOnlyList<JobVariable>)[.. row, new(entry.Name, value)])];
        }

        rows.AddRange(made.Where(row => row.Count > 0).Select(row => new MatrixRow(row)));
        return rows.Count <= MaxInstances;
    }

    static List<string> Flatten(this Block block, YamlEntry entry)
    {
        IReadOnlyList<YamlNode> items = entry.Value is YamlList list ? block.Flat(list, entry.Name) : [entry.Value];
        var values = new List<string>();
        foreach (var item in items)
        {
            if (item is YamlScalar { Type: not ScalarType.Null } scalar) values.Add(scalar.Text);
            else block.Wrong(entry.Name, item, "text, or a list of texts");
        }

        if (items.Count == 0) block.Wrong(entry.Name, entry.Value, "a list with values");
        return values;
    }
}
