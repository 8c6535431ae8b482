using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Uploads;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>
/// Moves a package to another repository: it is pushed there from its blobs, which are stored once, and then yanked here. Between the
/// two it is in both, never in none; a promotion that was cut off is finished by asking again.
/// </summary>
sealed class PromotePackage(PackageList packages, IBlobStore blobs, UploadStager stager, PushPackage push, Publisher publisher)
{
    public async Task<PromoteOutcome> RunAsync(DistributionLine from, string filename, RepositoryState to, string by, CancellationToken ct)
    {
        if (await packages.FindAsync(from.DistributionId, filename, ct) is not { } package)
        {
            return new PromoteOutcome.NotFound();
        }

        var files = new List<StagedUpload>();
        try
        {
            files.Add(await StageAsync(package.Filename, package.Sha256, ct));
            foreach (var beside in package.SourceFiles)
            {
                files.Add(await StageAsync(beside.Filename, beside.Sha256, ct));
            }

            if (await push.PushAsync(to, from.Distribution, files[0], files[1..], new PushAuthor(by, Provenance: package.Provenance?.Copy()), ct) is not PushResult.Accepted accepted)
            {
                return new PromoteOutcome.Taken();
            }

            await publisher.SendAsync(from, new YankCommand(filename, by));
            return new PromoteOutcome.Promoted(accepted.Line, await packages.FindAsync(accepted.Line.DistributionId, accepted.Package.Filename, ct) ?? accepted.Package);
        }
        finally
        {
            foreach (var file in files)
            {
                await file.DisposeAsync();
            }
        }
    }

    async Task<StagedUpload> StageAsync(string filename, string sha256, CancellationToken ct)
    {
        using var blob = blobs.Open(BlobId.Parse(sha256)) ?? throw new InvalidDataException($"The blob of {filename} is missing.");
        await using var bytes = new BlobReadStream(blob);
        return await stager.StageAsync(filename, bytes, ct);
    }
}

abstract record PromoteOutcome
{
    public sealed record Promoted(DistributionLine Line, Package Package) : PromoteOutcome;

    /// <summary>The destination has the name with other bytes.</summary>
    public sealed record Taken : PromoteOutcome;

    public sealed record NotFound : PromoteOutcome;
}
