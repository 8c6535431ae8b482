using System.Security.Cryptography;
using System.Text;
using Slipway.Agent.Processes;

namespace Slipway.Agent.Caches;

/// <summary>
/// Caches on this machine's disk: one archive for each key of a project. Those that jobs of protected refs wrote are apart
/// from the others, so that nothing of an unprotected ref gets into a protected one.
/// </summary>
sealed class CacheStore(string folder)
{
    /// <summary>Where the archive of a key is, or would be.</summary>
    public string PathOf(long project, bool isProtected, string key) =>
        Path.Combine(folder, $"project-{project}", isProtected ? "protected" : "non_protected", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + ".zip");

    /// <summary>The archive of a key, or null. That it was asked for is noted.</summary>
    public string? Find(long project, bool isProtected, string key)
    {
        var path = PathOf(project, isProtected, key);
        if (!File.Exists(path))
            return null;
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
        return path;
    }

    /// <summary>Puts a whole new archive in the place of the key's old one, at once.</summary>
    /// <param name="write">Given a path on the same file system to write to.</param>
    public async Task ReplaceAsync(long project, bool isProtected, string key, Func<string, Task> write)
    {
        var path = PathOf(project, isProtected, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, Folder.OwnerOnly);
        var fresh = $"{path}.{Guid.NewGuid():n}";
        try
        {
            await write(fresh);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
