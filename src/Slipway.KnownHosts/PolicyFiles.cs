namespace Slipway.KnownHosts;

/// <summary>The files that a policy names: certificates, signers, statements, keys to log in with.</summary>
public abstract class PolicyFiles
{
    /// <exception cref="KnownHostsException">It is not there, or none that may be read.</exception>
    public abstract Task<byte[]> ReadAsync(string name, CancellationToken ct);

    /// <summary>Whether hosts may be logged in to: a private key, or an agent, is none of a project's files.</summary>
    public abstract bool MayLogIn { get; }

    /// <summary>From the policy's own folder, or by their whole paths: it is the caller's own machine.</summary>
    public static PolicyFiles InFolder(string folder) => new FolderFiles(folder);

    /// <summary>
    /// Files of the project alone, below the policy's folder: whoever may write a project's files must not have a server read its own.
    /// </summary>
    /// <param name="folder">In the project, with <c>/</c>; empty: its top.</param>
    /// <param name="read">A file's bytes by its path in the project; null where there is none.</param>
    public static PolicyFiles InProject(string folder, Func<string, CancellationToken, Task<byte[]?>> read) => new ProjectFiles(folder, read);

    sealed class FolderFiles(string folder) : PolicyFiles
    {
        public override async Task<byte[]> ReadAsync(string name, CancellationToken ct)
        {
            try
            {
                return await System.IO.File.ReadAllBytesAsync(Path.Combine(folder, name), ct);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new KnownHostsException("policy.no-file", unreadable.Message);
            }
        }

        public override bool MayLogIn => true;
    }

    sealed class ProjectFiles(string folder, Func<string, CancellationToken, Task<byte[]?>> read) : PolicyFiles
    {
        public override async Task<byte[]> ReadAsync(string name, CancellationToken ct)
        {
            var path = folder.Length == 0 ? name : $"{folder}/{name}";
            return name.Split('/').All(part => part is not ("" or "." or "..")) && await read(path, ct) is { } bytes
                ? bytes
                : throw new KnownHostsException("policy.no-file", $"The project has no file {path}.");
        }

        public override bool MayLogIn => false;
    }
}
