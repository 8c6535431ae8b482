using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Verification.Published;

/// <summary>Looks for the files of sums that upstreams put beside an archive.</summary>
sealed class PublishedSums(SourceClient client, Uri archive)
{
    const int MaxBytes = 4 << 20;

    static readonly string[] Own = [".sha256", ".sha256sum", ".sha512", ".sha512sum", ".sha1", ".md5"];

    static readonly string[] Shared = ["SHA256SUMS", "SHA512SUMS", "sha256sums.txt", "sha256sum.txt", "SHASUMS256.txt", "checksums.txt", "sha256sums.asc"];

    /// <summary>Those of <see cref="Shared"/> that are there: where, and their bytes.</summary>
    public List<(Uri Address, byte[] Body, bool IsItsOwn)> Files { get; } = [];

    /// <summary>The archive's file name.</summary>
    public string Name => Uri.UnescapeDataString(archive.Segments[^1]);

    public async Task<IReadOnlyList<(PublishedChecksum Sum, string Kind)>> ReadAsync(CancellationToken ct)
    {
        var found = await Task.WhenAll([
            .. Own.Select(ending => OneAsync(new(archive.GetLeftPart(UriPartial.Path) + ending), isItsOwn: true, ct)),
            .. Shared.Select(file => OneAsync(new(archive, file), isItsOwn: false, ct)),
        ]);
        var sums = new List<(PublishedChecksum, string)>();
        foreach (var (address, body, isItsOwn) in found.OfType<(Uri, byte[], bool)>())
        {
            var own = ChecksumFile.Read(body, Name, isItsOwn, address.AbsoluteUri);
            if (own.Count > 0) Files.Add((address, body, isItsOwn));
            sums.AddRange(own.Select(sum => (sum, "sums-file")));
        }

        return sums;
    }

    /// <summary>Null: it is not there, or the host does not say.</summary>
    async Task<(Uri Address, byte[] Body, bool IsItsOwn)?> OneAsync(Uri address, bool isItsOwn, CancellationToken ct)
    {
        try
        {
            var answer = await client.GetAsync(new SourceRequest(address, MaxBytes: MaxBytes), ct);
            // A page that says "not found" with a status that says otherwise.
            return answer.ContentType == "text/html" ? null : (address, answer.Body, isItsOwn);
        }
        catch (SourceException missing) when (missing.Code is "deps.source-not-found" or "deps.source-forbidden" or "deps.source-too-large" or "deps.source-redirects")
        {
            return null;
        }
    }
}
