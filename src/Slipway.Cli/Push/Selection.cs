using System.IO.Enumeration;

namespace Slipway.Cli.Push;

/// <summary>What the arguments of <c>push</c> stand for; every fault is found before a byte is sent.</summary>
static class Selection
{
    static readonly string[] s_packages = ["*.deb", "*.udeb", "*.ddeb", "*.rpm", "*.dsc"];

    public static List<PushItem> Of(IEnumerable<string> arguments, bool recursive)
    {
        var faults = new List<string>();
        var files = arguments.SelectMany(argument => Expand(argument, recursive, faults)).Distinct(StringComparer.Ordinal).SelectMany(file =>
            file.EndsWith(".changes", StringComparison.Ordinal) && File.Exists(file) ? ListedFiles.Of(file).Where(IsPackage) : [file]).Distinct(StringComparer.Ordinal);
        var items = new List<PushItem>();
        foreach (var file in files)
        {
            var sources = file.EndsWith(".dsc", StringComparison.Ordinal) && File.Exists(file) ? ListedFiles.Of(file) : [];
            var missing = sources.Prepend(file).Where(one => !File.Exists(one)).ToList();
            faults.AddRange(missing.Select(one => $"{one} does not exist"));
            if (missing.Count == 0)
                items.Add(new PushItem(file, sources, sources.Prepend(file).Sum(one => new FileInfo(one).Length)));
        }

        return faults.Count == 0 ? items : throw new Failure(ExitCode.Usage, string.Join("; ", faults.Take(10)) + (faults.Count > 10 ? $"; and {faults.Count - 10} more" : ""), "Nothing was sent.");
    }

    static List<string> Expand(string argument, bool recursive, List<string> faults)
    {
        if (File.Exists(argument))
            return [argument];
        if (Directory.Exists(argument))
        {
            if (recursive)
                return Found(s_packages.SelectMany(pattern => Directory.EnumerateFiles(argument, pattern, SearchOption.AllDirectories)), argument, faults);
            faults.Add($"{argument} is a folder: add --recursive to push the packages below it");
            return [];
        }

        return argument.AsSpan().IndexOfAny('*', '?') < 0 ? [argument] : Found(Glob(argument.StartsWith('/') ? "/" : "", argument.Trim('/').Split('/')), argument, faults);
    }

    static IEnumerable<string> Glob(string folder, ReadOnlyMemory<string> segments)
    {
        var segment = segments.Span[0];
        var last = segments.Length == 1;
        if (segment.AsSpan().IndexOfAny('*', '?') < 0)
        {
            var next = Path.Combine(folder, segment);
            return last ? File.Exists(next) ? [next] : [] : Directory.Exists(next) ? Glob(next, segments[1..]) : [];
        }

        var entries = new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos()
            .Where(entry => (segment[0] == '.' || entry.Name[0] != '.') && FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false));
        return last
            ? entries.OfType<FileInfo>().Select(entry => Path.Combine(folder, entry.Name))
            : entries.OfType<DirectoryInfo>().SelectMany(entry => Glob(Path.Combine(folder, entry.Name), segments[1..]));
    }

    static List<string> Found(IEnumerable<string> files, string argument, List<string> faults)
    {
        var found = files.Order(StringComparer.Ordinal).ToList();
        if (found.Count == 0)
            faults.Add($"nothing matches {argument}");
        return found;
    }

    static bool IsPackage(string file) => s_packages.Any(pattern => file.EndsWith(pattern.AsSpan(1), StringComparison.Ordinal));
}
