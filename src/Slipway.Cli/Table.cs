namespace Slipway.Cli;

/// <summary>Aligned columns; the last one is as long as it is.</summary>
static class Table
{
    public static void Write(TextWriter to, string[] heading, IEnumerable<string[]> rows)
    {
        List<string[]> all = [heading, .. rows.Select(row => row.Select(Plain.Line).ToArray())];
        var widths = heading.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
            to.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Names and values, one a line.</summary>
    public static void WritePairs(TextWriter to, params (string Name, string? Value)[] pairs)
    {
        foreach (var (name, value) in pairs.Where(pair => pair.Value is not null))
            to.WriteLine($"{name + ":",-14} {Plain.Line(value!)}");
    }
}
