using Slipway.Agent.Processes;

namespace Slipway.Agent.Artifacts;

/// <summary>Looks at paths of a tree that a job has filled, without following any link in it.</summary>
static class SafePath
{
    public static bool IsRealFolder(string path) => FileFacts.Of(path) is { IsFolder: true };

    /// <summary>A regular file or a link: no folder, and no device, socket or pipe, which could block whoever opens it.</summary>
    public static bool IsFileOrLink(string path) => FileFacts.Of(path) is { IsRegular: true } or { IsLink: true };

    /// <summary>Whether each folder on the way from the root to the path is a folder and no link.</summary>
    public static bool HasRealParents(string root, string relative)
    {
        for (var at = relative.IndexOf('/', StringComparison.Ordinal); at > 0; at = relative.IndexOf('/', at + 1))
        {
            if (!IsRealFolder(Path.Combine(root, relative[..at])))
                return false;
        }

        return true;
    }

    /// <summary>A path as an archive has it, made relative; null where it leads out or is none.</summary>
    public static string? OfEntry(string name)
    {
        if (name.Length is 0 or > 4096 || name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal))
            return null;
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        return parts.Count == 0 || parts.Contains("..") || parts.Exists(part => part.Length > 255) ? null : string.Join('/', parts);
    }
}
