using System.Globalization;

namespace Slipway.DevInstance.Git;

/// <summary>What an entry of a folder is.</summary>
public enum TreeEntryKind
{
    File,
    Folder,
    Link,
    Submodule,
}

/// <summary>One line of <c>git ls-tree --long -z</c>.</summary>
/// <param name="Size">Bytes; 0 for what is no file.</param>
public sealed record TreeEntry(TreeEntryKind Kind, bool Executable, string Object, long Size, string Path)
{
    /// <summary><c>100644 blob ID SIZE\tPATH</c>; null where it is none.</summary>
    public static TreeEntry? Parse(string? record)
    {
        var tab = record?.IndexOf('\t', StringComparison.Ordinal) ?? -1;
        if (tab < 0 || record![..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var mode, var type, var id, var size])
        {
            return null;
        }

        var kind = (mode, type) switch
        {
            ("120000", _) => TreeEntryKind.Link,
            (_, "blob") => TreeEntryKind.File,
            (_, "tree") => TreeEntryKind.Folder,
            _ => TreeEntryKind.Submodule,
        };
        return new TreeEntry(kind, mode == "100755", id, long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0, record[(tab + 1)..]);
    }
}
