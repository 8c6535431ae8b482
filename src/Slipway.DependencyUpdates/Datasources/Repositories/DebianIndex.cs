using System.Security.Cryptography;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.Formats;
using Slipway.Formats.Compression;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>One index of a suite, read once in a run.</summary>
sealed record DebianIndex(string Address, string Suite, string Component, string Architecture)
{
    const long MaxBytes = 512L << 20;

    static readonly (string Ending, CompressionKind Kind)[] Endings = [(".xz", CompressionKind.Xz), (".zst", CompressionKind.Zstd), (".gz", CompressionKind.Gzip), ("", CompressionKind.None)];

    public async Task<ILookup<string, RepositoryPackage>> ReadAsync(SourceClient client, CancellationToken ct)
    {
        var folder = $"{Address}/dists/{Registries.RegistryPath.Name(Suite)}";
        var signed = await client.GetAsync(new Uri($"{folder}/InRelease"), ct: ct);
        var release = DebianReleaseText.Read(signed.Body, client.Options.RepositoryKeys.GetValueOrDefault(Address), Address);
        var path = Architecture == "source" ? $"{Component}/source/Sources" : $"{Component}/binary-{Architecture}/Packages";
        foreach (var (ending, kind) in Endings)
        {
            if (!release.TryGetValue(path + ending, out var sha256)) continue;
            Answer answer;
            try
            {
                answer = await client.GetAsync(new Uri($"{folder}/{path}{ending}"), ct: ct);
            }
            catch (SourceException missing) when (missing.Code == "deps.source-not-found")
            {
                // Release lists more than is served.
                continue;
            }

            if (Convert.ToHexStringLower(SHA256.HashData(answer.Body)) != sha256)
                throw new SourceException("deps.source-mismatch", $"{path}{ending} of {Address} is not what its Release file says.", "Try again when the mirror has settled; tell its operator if it stays.");
            await using var stream = Decompression.Open(new MemoryStream(answer.Body), kind, new DecompressionLimits(MaxBytes, 250, 64L << 20));
            return (await DebianStanzas.ReadAsync(stream, ct)).ToLookup(package => package.Name, StringComparer.Ordinal);
        }

        throw SourceException.NotFound($"The index {path} in {Suite} of {Address}");
    }
}
