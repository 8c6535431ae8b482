using Slipway.Pipelines;

namespace Slipway.Bench.Samples;

/// <summary>A configuration's files as they lie in a folder.</summary>
sealed class FolderSource(string folder) : IConfigurationSource
{
    public async ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) => await File.ReadAllTextAsync(Path.Combine(folder, path), ct);

    public ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<string>>([.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)]);

    public ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => ValueTask.FromResult<string?>("0123456789012345678901234567890123456789");

    public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) =>
        ValueTask.FromResult<ChangedFiles>(new ChangedFiles.Known([.. Enumerable.Range(0, 100).Select(file => $"docs/page{file}.md"), "src/main/program.c"]));

    public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => ValueTask.FromResult<IConfigurationSource?>(null);
}
