using Slipway.Pipelines;

namespace Slipway.Cli.Ci;

/// <summary>Other hosts' files as <c>--remote URL=FILE</c> gives them: nothing is fetched.</summary>
sealed class RemoteFiles(IReadOnlyDictionary<string, string> files)
{
    public async ValueTask<RemoteFile> ReadAsync(Uri url, int maxBytes, CancellationToken ct)
    {
        var file = files.Where(pair => Uri.TryCreate(pair.Key, UriKind.Absolute, out var given) && given == url).Select(pair => new FileInfo(pair.Value)).FirstOrDefault();
        return file switch
        {
            null => new RemoteFile.Refused("is on another host, and nothing is fetched here.", "Give a copy of it: --remote URL=FILE. The server reads it where Includes:Remote names the host."),
            { Exists: false } => new RemoteFile.Refused($"is given as {file}, which is not there.", "Check --remote URL=FILE."),
            { Length: var length } when length > maxBytes => new RemoteFile.Refused($"is larger than {maxBytes >> 10} KiB.", "Divide it."),
            _ => new RemoteFile.Found(await File.ReadAllBytesAsync(file.FullName, ct)),
        };
    }
}
