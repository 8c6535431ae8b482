using System.Text;

namespace Slipway.Pipelines.Tests;

/// <summary>A commit in memory.</summary>
sealed class FakeSource : IConfigurationSource
{
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>By path, or by <c>path@ref</c>.</summary>
    public Dictionary<string, FakeSource> Projects { get; init; } = [];

    public ChangedFiles Changed { get; init; } = new ChangedFiles.All();

    public Dictionary<string, ChangedFiles> ChangedSince { get; init; } = [];

    public List<string> Read { get; } = [];

    public ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct)
    {
        Read.Add(path);
        return ValueTask.FromResult(Files.TryGetValue(path, out var text) && Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : null);
    }

    public ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<string>>([.. Files.Keys]);

    public ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => ValueTask.FromResult(Files.TryGetValue(path, out var text) ? "id-of-" + text : null);

    public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) =>
        ValueTask.FromResult(compareTo is null ? Changed : ChangedSince.TryGetValue(compareTo, out var since) ? since : new ChangedFiles.UnknownRevision());

    public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) =>
        ValueTask.FromResult<IConfigurationSource?>(Projects.GetValueOrDefault(revision is null ? project : $"{project}@{revision}"));
}
