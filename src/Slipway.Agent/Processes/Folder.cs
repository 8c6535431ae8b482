namespace Slipway.Agent.Processes;

/// <summary>Folders that a job may have filled with anything.</summary>
static class Folder
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    /// <summary>Removes a folder and all in it, following no link. Folders that were made unreadable are opened first.</summary>
    public static void Delete(string path)
    {
        var info = new DirectoryInfo(path);
        if (info.LinkTarget is not null)
        {
            File.Delete(path);
            return;
        }

        if (!info.Exists)
            return;
        try
        {
            info.Delete(recursive: true);
        }
        catch (Exception shut) when (shut is UnauthorizedAccessException or IOException)
        {
            Unlock(info);
            info.Delete(recursive: true);
        }
    }

    static void Unlock(DirectoryInfo folder)
    {
        folder.UnixFileMode |= OwnerOnly;
        foreach (var inner in folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null))
            Unlock(inner);
    }
}
