using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.Formats.OpenPgp;

namespace Slipway.DependencyUpdates.Verification.Published;

/// <summary>A detached signature of the archive, or of a file of sums that names it, by one of the configured keys.</summary>
sealed class ArchiveSignature(SourceClient client, ArchiveQuestion question)
{
    const int MaxBytes = 1 << 20;

    static readonly string[] Endings = [".asc", ".sig", ".gpg", ".sign"];

    readonly List<PublicKey> _keys = [.. question.Keys.Select(PublicKey.Parse)];

    /// <summary>Null: there is none by these keys.</summary>
    /// <param name="digests">Computed from the file, by algorithm.</param>
    public async Task<ChecksumEvidence?> FindAsync(string file, PublishedSums sums, IReadOnlyDictionary<string, string> digests, CancellationToken ct)
    {
        foreach (var signature in await AroundAsync(question.Address, ct))
        {
            await using var archive = File.OpenRead(file);
            if (_keys.Find(key => key.Verify(archive, signature.Body)) is { } signer) return new("signature", $"{signature.Address} by {signer.Fingerprint}");
        }

        foreach (var (address, body, isItsOwn) in sums.Files)
        {
            // Lines around what is signed prove nothing, nor does a digest that is broken.
            bool Names(ReadOnlySpan<byte> signed) => ChecksumFile.Read(signed.ToArray(), sums.Name, isItsOwn, "").Exists(sum => sum.Algorithm.StartsWith("sha", StringComparison.Ordinal) && sum.Algorithm != "sha1" && digests.GetValueOrDefault(sum.Algorithm) == sum.Hex);
            if (ClearSignedMessage.Is(body))
            {
                var message = ClearSignedMessage.Parse(body);
                if (Names(message.Text) && _keys.Find(key => key.Verify(message)) is { } clear) return new("signature", $"{address} by {clear.Fingerprint}");
            }

            foreach (var signature in Names(body) ? await AroundAsync(address, ct) : [])
            {
                if (_keys.Find(key => key.Verify(body, signature.Body)) is { } signer) return new("signature", $"{signature.Address} by {signer.Fingerprint}");
            }
        }

        return null;
    }

    async Task<IReadOnlyList<(Uri Address, byte[] Body)>> AroundAsync(Uri address, CancellationToken ct) =>
        [.. (await Task.WhenAll(Endings.Select(ending => OneAsync(new(address.GetLeftPart(UriPartial.Path) + ending), ct)))).OfType<(Uri, byte[])>()];

    async Task<(Uri Address, byte[] Body)?> OneAsync(Uri address, CancellationToken ct)
    {
        try
        {
            var answer = await client.GetAsync(new SourceRequest(address, MaxBytes: MaxBytes), ct);
            return answer.ContentType == "text/html" ? null : (address, answer.Body);
        }
        catch (SourceException missing) when (missing.Code is "deps.source-not-found" or "deps.source-forbidden" or "deps.source-too-large")
        {
            return null;
        }
    }
}
