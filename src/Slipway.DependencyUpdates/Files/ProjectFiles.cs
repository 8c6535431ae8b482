using System.Diagnostics;

namespace Slipway.DependencyUpdates.Files;

/// <summary>The files of a project: those that git tracks, or all below a folder that is no checkout.</summary>
public sealed class ProjectFiles
{
    /// <summary>A file that names components is small; what is larger is none.</summary>
    public const int MaxBytes = 8 << 20;

    const int MaxFiles = 500_000;

    static readonly string[] s_foreign = [".git", "node_modules", "vendor", "third_party", "bin", "obj", "target", "dist", ".venv"];

    readonly Func<string, byte[]?> _read;
    readonly Dictionary<string, SourceFile?> _cache = new(StringComparer.Ordinal);
    readonly HashSet<string> _known;

    /// <param name="links">Submodules: their path, and the commit that is checked out there.</param>
    public ProjectFiles(IEnumerable<string> paths, Func<string, byte[]?> read, IReadOnlyDictionary<string, string>? links = null)
    {
        Links = links ?? new Dictionary<string, string>();
        Paths = [.. paths.Order(StringComparer.Ordinal)];
        _known = [.. Paths];
        _read = read;
    }

    /// <summary>From the top of the project, with slashes, sorted.</summary>
    public IReadOnlyList<string> Paths { get; }

    public IReadOnlyDictionary<string, string> Links { get; }

    /// <summary>The file in the same folder or in the nearest one above that has it; null where none does.</summary>
    public SourceFile? Nearest(string path, string name)
    {
        for (var folder = Folder(path); ; folder = Folder(folder))
        {
            if (Open(folder.Length == 0 ? name : $"{folder}/{name}") is { } found) return found;
            if (folder.Length == 0) return null;
        }
    }

    /// <summary>Whether the folder of a file has another one.</summary>
    public bool Beside(string path, string name) => _known.Contains(Folder(path) is { Length: > 0 } folder ? $"{folder}/{name}" : name);

    static string Folder(string path) => path.LastIndexOf('/') is > 0 and var cut ? path[..cut] : "";

    /// <summary>The file, or null where it is not there, too large, or no text.</summary>
    public SourceFile? Open(string path)
    {
        if (!_known.Contains(path)) return null;
        if (_cache.TryGetValue(path, out var known)) return known;
        var bytes = _read(path);
        return _cache[path] = bytes is null || bytes.Length > MaxBytes || bytes.AsSpan().Contains((byte)0) ? null : SourceFile.Read(path, bytes);
    }

    public IEnumerable<SourceFile> Named(Func<string, bool> wanted) => Paths.Where(wanted).Select(Open).OfType<SourceFile>();

    /// <summary>The same project without some files.</summary>
    public ProjectFiles Without(Func<string, bool> unwanted) => new(Paths.Where(path => !unwanted(path)), _read, Links);

    /// <summary>The bytes of any file of the project, of up to <see cref="MaxBytes"/>; null where it is not there.</summary>
    public byte[]? Bytes(string path) => _known.Contains(path) ? _read(path) : null;

    /// <summary>A checkout or another folder. Links are not followed.</summary>
    public static ProjectFiles InFolder(string folder)
    {
        var root = Path.GetFullPath(folder);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        return new(Tracked(root, links) ?? Below(root), path => Bytes(root, path), links);
    }

    static byte[]? Bytes(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file is { Exists: true, LinkTarget: null, Length: <= MaxBytes } ? File.ReadAllBytes(file.FullName) : null;
    }

    static List<string>? Tracked(string root, Dictionary<string, string> links)
    {
        if (!Path.Exists(Path.Combine(root, ".git"))) return null;
        var start = new ProcessStartInfo("git", ["-C", root, "ls-files", "-z", "--stage"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        using var git = Process.Start(start)!;
        git.ErrorDataReceived += static (_, _) => { };
        git.BeginErrorReadLine();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0) return null;
        var paths = new List<string>();
        foreach (var entry in output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Take(MaxFiles))
        {
            // "100644 OBJECT 0\tPATH"; a submodule has the mode 160000.
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            if (entry.StartsWith("160000 ", StringComparison.Ordinal)) links[entry[(tab + 1)..]] = entry.Split(' ')[1];
            else if (!IsForeign(entry[(tab + 1)..])) paths.Add(entry[(tab + 1)..]);
        }

        return [.. paths.Distinct(StringComparer.Ordinal)];
    }

    static List<string> Below(string root)
    {
        var found = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder) && found.Count < MaxFiles)
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
            {
                if (entry is FileInfo) found.Add(Path.GetRelativePath(root, entry.FullName));
                else if (!s_foreign.Contains(entry.Name)) folders.Push(entry.FullName);
            }
        }

        return found;
    }

    internal static bool IsForeign(string path) => path.Split('/').SkipLast(1).Any(part => part is "node_modules" or "vendor" or "third_party");
}
