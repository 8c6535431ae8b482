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

    public ProjectFiles(IEnumerable<string> paths, Func<string, byte[]?> read)
    {
        Paths = [.. paths.Order(StringComparer.Ordinal)];
        _known = [.. Paths];
        _read = read;
    }

    /// <summary>From the top of the project, with slashes, sorted.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The file, or null where it is not there, too large, or no text.</summary>
    public SourceFile? Open(string path)
    {
        if (!_known.Contains(path)) return null;
        if (_cache.TryGetValue(path, out var known)) return known;
        var bytes = _read(path);
        return _cache[path] = bytes is null || bytes.Length > MaxBytes || bytes.AsSpan().Contains((byte)0) ? null : SourceFile.Read(path, bytes);
    }

    public IEnumerable<SourceFile> Named(Func<string, bool> wanted) => Paths.Where(wanted).Select(Open).OfType<SourceFile>();

    /// <summary>A checkout or another folder. Links are not followed.</summary>
    public static ProjectFiles InFolder(string folder)
    {
        var root = Path.GetFullPath(folder);
        return new(Tracked(root) ?? Below(root), path => Bytes(root, path));
    }

    static byte[]? Bytes(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file is { Exists: true, LinkTarget: null, Length: <= MaxBytes } ? File.ReadAllBytes(file.FullName) : null;
    }

    static List<string>? Tracked(string root)
    {
        if (!Path.Exists(Path.Combine(root, ".git"))) return null;
        var start = new ProcessStartInfo("git", ["-C", root, "ls-files", "-z", "--cached"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        using var git = Process.Start(start)!;
        git.ErrorDataReceived += static (_, _) => { };
        git.BeginErrorReadLine();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => !IsForeign(path)).Take(MaxFiles)] : null;
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

    static bool IsForeign(string path) => path.Split('/').SkipLast(1).Any(part => part is "node_modules" or "vendor" or "third_party");
}
