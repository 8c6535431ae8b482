using System.Security.Cryptography;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.Formats.Compression;
using Slipway.Formats.OpenPgp;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>The primary index of a repository, read once in a run.</summary>
sealed record RpmIndex(string Address, string? Architecture)
{
    const long MaxBytes = 1L << 30;

    public async Task<ILookup<string, RepositoryPackage>> ReadAsync(SourceClient client, CancellationToken ct)
    {
        var repomd = await client.GetAsync(new Uri($"{Address}/repodata/repomd.xml"), ct: ct);
        if (client.Options.RepositoryKeys.GetValueOrDefault(Address) is { } key) await CheckAsync(repomd.Body, key, client, ct);
        var (path, sha256) = RpmDocuments.Primary(repomd.Body);
        var primary = await client.GetAsync(new Uri($"{Address}/{path}"), ct: ct);
        if (Convert.ToHexStringLower(SHA256.HashData(primary.Body)) != sha256)
            throw new SourceException("deps.source-mismatch", $"{path} of {Address} is not what repomd.xml says.", "Try again when the mirror has settled; tell its operator if it stays.");
        var kind = path switch
        {
            _ when path.EndsWith(".gz", StringComparison.Ordinal) => CompressionKind.Gzip,
            _ when path.EndsWith(".zst", StringComparison.Ordinal) => CompressionKind.Zstd,
            _ when path.EndsWith(".xz", StringComparison.Ordinal) => CompressionKind.Xz,
            _ => CompressionKind.None,
        };
        await using var stream = Decompression.Open(new MemoryStream(primary.Body), kind, new DecompressionLimits(MaxBytes, 250, 64L << 20));
        return (await RpmDocuments.PackagesAsync(stream, Architecture, ct)).ToLookup(package => package.Name, StringComparer.Ordinal);
    }

    async Task CheckAsync(byte[] repomd, string key, SourceClient client, CancellationToken ct)
    {
        var signature = await client.GetAsync(new Uri($"{Address}/repodata/repomd.xml.asc"), ct: ct);
        if (!PublicKey.Parse(key).Verify(repomd, signature.Body))
            throw new SourceException("deps.bad-signature", $"repomd.xml of {Address} is not signed by the configured key.", "Check the key; until then nothing of this repository is believed.");
    }
}
