namespace Slipway.Cli.Push;

/// <summary>The files that a <c>.dsc</c> or <c>.changes</c> lists, beside it: the names under its <c>Files:</c> field.</summary>
static class ListedFiles
{
    public static List<string> Of(string control)
    {
        var folder = Path.GetDirectoryName(control) ?? "";
        var inside = false;
        var names = new List<string>();
        foreach (var line in File.ReadLines(control))
        {
            if (!line.StartsWith(' '))
                inside = line.StartsWith("Files:", StringComparison.OrdinalIgnoreCase);
            else if (inside && line.TrimEnd().Split(' ')[^1] is { Length: > 0 } name)
                names.Add(name);
        }

        // A signed list is still not trusted to name files elsewhere.
        return names.Find(name => name.Contains('/', StringComparison.Ordinal) || name is "." or "..") is { } bad
            ? throw new Failure(ExitCode.Malformed, $"{control} lists \"{bad}\", which is not a plain file name.")
            : names.ConvertAll(name => Path.Combine(folder, name));
    }
}
