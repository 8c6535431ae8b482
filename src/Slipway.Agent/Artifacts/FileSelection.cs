namespace Slipway.Agent.Artifacts;

/// <summary>
/// Chooses files of a work tree. Nothing outside it is ever looked at: no link is followed, neither as a file nor as a
/// folder on the way, so that a job can't have the runner read what it may not.
/// </summary>
sealed class FileSelection
{
    static readonly EnumerationOptions s_all = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false };
    static readonly char[] s_special = ['*', '?', '[', '{', '\\'];

    readonly string _root;
    readonly string _mount;
    readonly List<Glob> _exclude;
    readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    /// <param name="root">The work tree on this machine.</param>
    /// <param name="mount">The same as the job sees it; a path of the job's that begins so is taken relative to it.</param>
    public FileSelection(string root, string mount, IEnumerable<string> exclude)
    {
        _root = root;
        _mount = mount;
        _exclude = [.. exclude.Select(Relative).OfType<string>().Select(pattern => new Glob(pattern))];
    }

    /// <summary>Relative paths with <c>/</c>, in order: files, links, and folders that a pattern names.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>Adds what a pattern names, folders with all in them, and gives how much that was; null where the pattern leads out of the tree.</summary>
    public int? Add(string pattern)
    {
        var before = _found.Count;
        if (Relative(pattern) is not { } relative)
            return null;
        if (relative.Length == 0)
            Below("");
        else if (relative.IndexOfAny(s_special) < 0)
            One(relative);
        else
            Walk(Fixed(relative), new Glob(relative));
        return _found.Count - before;
    }

    /// <summary>Adds one path, as git lists it.</summary>
    public void AddPath(string path)
    {
        if (Relative(path) is { Length: > 0 } relative)
            One(relative);
    }

    void One(string path)
    {
        if (!SafePath.HasRealParents(_root, path))
            return;
        var full = Path.Combine(_root, path);
        if (SafePath.IsRealFolder(full))
            Below(path);
        else if (SafePath.IsFileOrLink(full))
            Take(path);
    }

    // The part before the first special name: the walk begins there.
    static string Fixed(string pattern)
    {
        var parts = pattern.Split('/');
        return string.Join('/', parts.TakeWhile(part => part.IndexOfAny(s_special) < 0));
    }

    void Walk(string folder, Glob glob)
    {
        if (folder.Length > 0 && (!SafePath.HasRealParents(_root, folder) || !SafePath.IsRealFolder(Path.Combine(_root, folder))))
            return;
        foreach (var (path, isFolder) in Children(folder))
        {
            if (glob.Matches(path))
            {
                if (isFolder)
                    Below(path);
                else
                    Take(path);
            }
            else if (isFolder)
            {
                // A folder that can't lead to a match is not worth the walk.
                if (glob.MayMatchBelow(path))
                    Walk(path, glob);
            }
        }
    }

    void Below(string folder)
    {
        if (folder.Length > 0)
            Take(folder);
        foreach (var (path, isFolder) in Children(folder))
        {
            if (isFolder)
                Below(path);
            else
                Take(path);
        }
    }

    IEnumerable<(string Path, bool IsFolder)> Children(string folder) => new DirectoryInfo(Path.Combine(_root, folder)).EnumerateFileSystemInfos("*", s_all)
        .Where(info => folder.Length > 0 || info.Name != ".git")
        .Select(info => (folder.Length == 0 ? info.Name : $"{folder}/{info.Name}", info is DirectoryInfo && info.LinkTarget is null));

    void Take(string path)
    {
        if (!_exclude.Exists(glob => glob.Matches(path)))
            _found.Add(path);
    }

    string? Relative(string pattern)
    {
        if (pattern.StartsWith('/'))
            pattern = pattern == _mount ? "" : pattern.StartsWith(_mount + "/", StringComparison.Ordinal) ? pattern[(_mount.Length + 1)..] : "..";
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        return parts.Contains("..") || pattern.Contains('\0', StringComparison.Ordinal) ? null : string.Join('/', parts);
    }
}
