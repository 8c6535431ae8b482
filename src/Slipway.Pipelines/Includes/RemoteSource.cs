using System.Text;

namespace Slipway.Pipelines.Includes;

/// <summary>What a file of another host sees: itself. It may include other hosts' files, but nothing of this server's projects.</summary>
sealed class RemoteSource(string address, ReadOnlyMemory<byte> bytes) : IConfigurationSource
{
    public ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) => ValueTask.FromResult(path == address ? Encoding.UTF8.GetString(bytes.Span) : null);

    public ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    public ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => ValueTask.FromResult<string?>(null);

    public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) => ValueTask.FromResult<ChangedFiles>(new ChangedFiles.All());

    public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => ValueTask.FromResult<IConfigurationSource?>(null);
}
