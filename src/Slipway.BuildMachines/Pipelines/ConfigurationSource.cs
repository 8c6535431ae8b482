using System.Security.Cryptography;
using System.Text;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// The compiler's view of a commit. Of other projects it sees those that the user may read in whose name the pipeline is.
/// </summary>
sealed class ConfigurationSource(IProjectDirectory projects, ISourceTree tree, ProjectFacts project, long? user, PipelineRequest? request) : IConfigurationSource
{
    const int LargestNamed = 16 << 20;
    IReadOnlyList<string>? files;

    public async ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) => await tree.ReadAsync(path, maxBytes, ct);

    public async ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => files ??= await tree.FilesAsync(ct);

    public async ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) =>
        await tree.ReadAsync(path, LargestNamed, ct) is { } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40] : null;

    public async ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct)
    {
        if (compareTo is not null)
        {
            return await projects.ResolveAsync(project.Id, compareTo, ct) is { } commit && await tree.ChangedSinceForkAsync(commit, ct) is { } compared
                ? new ChangedFiles.Known(compared)
                : new ChangedFiles.UnknownRevision();
        }

        var before = request?.MergeRequest?.DiffBase ?? (request?.Source == "push" ? request.Before : null);
        return before is not null && await tree.ChangedSinceAsync(before, ct) is { } changed ? new ChangedFiles.Known(changed) : new ChangedFiles.All();
    }

    public async ValueTask<IConfigurationSource?> OpenProjectAsync(string path, string? revision, CancellationToken ct) =>
        await projects.FindForAsync(path, project.Id, user, ct) is { } other
        && await projects.ResolveAsync(other.Id, revision ?? other.DefaultBranch, ct) is { } commit
            ? new ConfigurationSource(projects, projects.Open(other.Id, commit), other, user, null)
            : null;
}
