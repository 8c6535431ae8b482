using System.Security.Cryptography;

namespace Slipway.Pipelines.Includes;

/// <summary>The file of another host that an include names, held against its digest.</summary>
sealed class RemoteFinder(CompileRun run)
{
    const string Sha256 = "sha256-";

    /// <param name="address">With its variables followed; messages show it as it is written.</param>
    public async ValueTask<IReadOnlyList<IncludedFile>> FindAsync(IncludeItem.Remote item, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            return None(item, "ci.remote-address", $"{item.Address} is no address that can be included.", "Write https://HOST/PATH, without a name and password.");
        if (item.Integrity is { } digest && !digest.StartsWith(Sha256, StringComparison.Ordinal))
            return None(item, "ci.remote-integrity", $"The integrity of {item.Address} is in no form that is known here.", $"Write {Sha256} and the digest in base64: openssl dgst -sha256 -binary FILE | base64.");
        if (run.Context.Remote is not { } read)
            return None(item, "ci.remote-off", $"{item.Address} is on another host, and files of other hosts are not included here.", "Put the file into a project and use include: local, or project and file.");

        switch (await read(url, run.Limits.FileBytes, run.Cancelled))
        {
            case RemoteFile.Found found when item.Integrity is { } wanted && wanted != Sha256 + Convert.ToBase64String(SHA256.HashData(found.Bytes.Span)):
                return None(item, "ci.remote-integrity", $"{item.Address} is not what its integrity says.", "Look at what changed there before you write another digest.");
            case RemoteFile.Found found:
                return [new(new RemoteSource(address, found.Bytes), address, item.Address, item.Address + ":")];
            case RemoteFile.Refused refused:
                return None(item, "ci.remote", $"{item.Address} {refused.Why}", refused.Remedy);
            default:
                throw new NotSupportedException(nameof(RemoteFile));
        }
    }

    IReadOnlyList<IncludedFile> None(IncludeItem item, string code, string message, string remedy)
    {
        run.Diagnostics.Error(item.At, code, message, remedy);
        return [];
    }
}
