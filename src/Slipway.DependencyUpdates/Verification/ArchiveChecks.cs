using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Verification.Ledgers;
using Slipway.DependencyUpdates.Verification.Published;

namespace Slipway.DependencyUpdates.Verification;

/// <summary>Computes archives' digests from their downloads, and compares them with everything that upstream says and that was seen before.</summary>
public sealed class ArchiveChecks(SourceOptions options, Ledger ledger, TimeProvider time) : IDisposable
{
    readonly SourceClient _client = new(options, time);

    /// <summary>Never throws for what a host does.</summary>
    public async Task<ChecksumOutcome> ComputeAsync(ArchiveQuestion question, CancellationToken ct)
    {
        var file = question.KeepAt ?? Path.Combine(Path.GetTempPath(), $"slipway-deps-{Guid.NewGuid():N}");
        var keep = false;
        try
        {
            var outcome = await CheckAsync(question, file, ct);
            keep = outcome is ChecksumOutcome.Computed && question.KeepAt is not null;
            return outcome;
        }
        catch (SourceException failure)
        {
            return new ChecksumOutcome.Failed(failure.Code, failure.Message, failure.Remedy);
        }
        catch (Formats.MalformedInputException malformed)
        {
            return new ChecksumOutcome.Failed("deps.source-malformed", $"What is published beside {LedgerKey.Shown(question.Address)} can't be read: {malformed.Message}", "Look at it; then give other keys, or none.");
        }
        finally
        {
            if (!keep) File.Delete(file);
        }
    }

    public void Dispose() => _client.Dispose();

    async Task<ChecksumOutcome> CheckAsync(ArchiveQuestion question, string file, CancellationToken ct)
    {
        var published = new PublishedSums(_client, question.Address);
        var sums = published.ReadAsync(ct);
        var (digests, size) = await DownloadAsync(question.Address, file, question, ct);
        var said = await sums;
        if (question.Published is not null) said = [(question.Published, "registry"), .. said];
        var evidence = new List<ChecksumEvidence>();
        foreach (var (sum, kind) in said)
        {
            if (digests.GetValueOrDefault(sum.Algorithm) is not { } computed) continue;
            if (computed != sum.Hex) return Changed("deps.checksum-mismatch", $"{LedgerKey.Shown(question.Address)} has the {sum.Algorithm} {computed}, but {sum.Source} says {sum.Hex}.");
            evidence.Add(new(kind, sum.Source));
        }

        if (ledger.Alarm(question.Address, digests["sha256"]) is { } alarm) return Changed("deps.archive-changed", alarm);
        if (question.SecondSource is { } second)
        {
            var (others, _) = await DownloadAsync(second, null, question, ct);
            if (others["sha256"] != digests["sha256"]) return Changed("deps.checksum-mismatch", $"{LedgerKey.Shown(question.Address)} and {LedgerKey.Shown(second)} are not the same bytes.");
            evidence.Add(new("second-source", LedgerKey.Shown(second)));
        }

        if (question.Keys.Count > 0)
        {
            if (await new ArchiveSignature(_client, question).FindAsync(file, published, digests, ct) is not { } signature)
                return new ChecksumOutcome.Alarm("deps.bad-signature", $"{LedgerKey.Shown(question.Address)} is not signed by a configured key, nor are sums that name it.", "Ask upstream what happened. If it signs with another key now, name that in signed-by:.");
            evidence.Add(signature);
        }

        ledger.See(question.Address, digests["sha256"], time.GetUtcNow());
        return new ChecksumOutcome.Computed(Wanted(digests, question), size, evidence);
    }

    async Task<(IReadOnlyDictionary<string, string> Digests, long Size)> DownloadAsync(Uri address, string? file, ArchiveQuestion question, CancellationToken ct)
    {
        using var hashes = new ArchiveHashes();
        await using var target = file is null ? Stream.Null : new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        var size = await _client.DownloadAsync(address, async (bytes, token) =>
        {
            hashes.Append(bytes.Span);
            await target.WriteAsync(bytes, token);
        }, question.MaxBytes, ct);
        return (hashes.Digests(), size);
    }

    static Dictionary<string, string> Wanted(IReadOnlyDictionary<string, string> digests, ArchiveQuestion question) =>
        digests.Where(pair => pair.Key == "sha256" || question.Algorithms.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);

    static ChecksumOutcome.Alarm Changed(string code, string reason) => new(code, reason, "Ask upstream what happened. If what is there now is right, accept it by name.");
}
