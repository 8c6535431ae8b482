using System.Security.Cryptography;
using System.Text;
using Slipway.Pipelines;

namespace Slipway.Cli.Ci;

/// <summary>A checkout as it lies there, changes not committed included, so that a configuration can be tried before it is pushed.</summary>
/// <param name="changed">Given with <c>--changed</c>; null: git is asked.</param>
/// <param name="target">The branch that a merge request is for, or null.</param>
sealed class CheckoutSource(Checkout checkout, IReadOnlyList<string>? changed, string? target, IReadOnlyDictionary<string, string> projects) : IConfigurationSource
{
    public async ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct)
    {
        var file = new FileInfo(Path.Combine(checkout.Folder, path));
        return file.Exists && file.Length <= maxBytes ? await File.ReadAllTextAsync(file.FullName, ct) : null;
    }

    public async ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct)
    {
        if (checkout.Git is { } git && await git.PathsAsync(ct, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name") is { } files)
            return [.. files.Distinct(StringComparer.Ordinal)];
        return [.. Directory.EnumerateFiles(checkout.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(checkout.Folder, file))];
    }

    /// <summary>As git names a blob.</summary>
    public async ValueTask<string?> ContentIdAsync(string path, CancellationToken ct)
    {
        var file = Path.Combine(checkout.Folder, path);
        if (!File.Exists(file)) return null;
        var bytes = await File.ReadAllBytesAsync(file, ct);
        return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
    }

    /// <summary>Without anything to compare with: a merge request's target, or the last commit's parent.</summary>
    public async ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct)
    {
        if (changed is not null) return new ChangedFiles.Known(changed);
        if (checkout.Git is not { } git) return compareTo is null ? new ChangedFiles.All() : new ChangedFiles.UnknownRevision();
        var against = compareTo ?? target;
        if (against is null) return await DifferAsync(git, "HEAD^", ct) is { } last ? new ChangedFiles.Known(last) : new ChangedFiles.All();
        foreach (var name in against.StartsWith('-') ? [] : new[] { against, $"origin/{against}" })
        {
            if (await git.LineAsync(ct, "merge-base", name, "HEAD") is { } start && await DifferAsync(git, start, ct) is { } paths) return new ChangedFiles.Known(paths);
        }

        return compareTo is null ? new ChangedFiles.All() : new ChangedFiles.UnknownRevision();
    }

    public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => CommitSource.OpenAsync(projects, project, revision, ct);

    /// <summary>The checkout against a commit.</summary>
    static Task<string[]?> DifferAsync(Git git, string commit, CancellationToken ct) => git.PathsAsync(ct, "diff", "--name-only", "--no-renames", "-z", commit);
}
