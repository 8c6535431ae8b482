using Slipway.Formats;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Uploads;

/// <summary>The one way in for packages, whichever API they came by: from staged files to the publication that lists them.</summary>
sealed class PushPackage(RepositoryDirectory repositories, Publisher publisher, ProvenanceRecorder recorder, TimeProvider time)
{
    /// <param name="package">The file that is the package.</param>
    /// <param name="beside">The other files of the upload; only a .dsc has them.</param>
    public async Task<PushResult> PushAsync(
        RepositoryState repository, KnownDistribution distribution, StagedUpload package, IReadOnlyList<StagedUpload> beside, PushAuthor author, CancellationToken ct)
    {
        if (FormatOf(package.Content) is not { } format)
        {
            return new PushResult.Refused(ProblemCode.PackageMalformed, "package.unknown-type", $"{package.Filename} is none of .deb, .dsc and .rpm.");
        }

        if (format != distribution.Format)
        {
            return new PushResult.Refused(
                ProblemCode.DistributionMismatch, null, $"{package.Filename} does not belong into {distribution.Name}, which takes {distribution.Format.ToString().ToLowerInvariant()} packages.");
        }

        var target = new PushTarget(distribution, author.Name, time.GetUtcNow());
        try
        {
            var prepared = package.Content switch
            {
                UploadContent.Deb deb => DebPreparer.Prepare(package, deb.Package, target),
                UploadContent.Rpm rpm => RpmPreparer.Prepare(package, rpm.Package, target),
                UploadContent.Dsc dsc => DscPreparer.Prepare(package, dsc.Package, beside, target),
                _ => throw new InvalidOperationException("a type without a preparer"),
            };

            prepared.Row.Provenance = author.Provenance ?? (author.Job is { } job ? recorder.Record(job, package, beside) : null);
            var line = await repositories.LineAsync(repository, distribution, ct);

            // Not cancelled with the request: the stages must live until the publisher has decided.
            return await publisher.SendAsync(line, new PushCommand(prepared)) switch
            {
                PushOutcome.Created created => new PushResult.Accepted(line, created.Package, Created: true),
                PushOutcome.Unchanged unchanged => new PushResult.Accepted(line, unchanged.Package, Created: false),
                PushOutcome.Conflict conflict => new PushResult.Refused(
                    ProblemCode.PackageConflict, null, $"{conflict.Filename} is in {repository.FullName}/{distribution.Name} with other bytes. Give it a new version, or yank the old one first."),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
        }
        catch (MalformedInputException malformed)
        {
            return new PushResult.Refused(ProblemCode.PackageMalformed, malformed.Code, $"{package.Filename}: {malformed.Message}");
        }
    }

    static DistributionFormat? FormatOf(UploadContent content) => content switch
    {
        UploadContent.Deb or UploadContent.Dsc => DistributionFormat.Deb,
        UploadContent.Rpm => DistributionFormat.Rpm,
        _ => null,
    };
}

abstract record PushResult
{
    /// <param name="Created">False: the same bytes were there already.</param>
    public sealed record Accepted(DistributionLine Line, Package Package, bool Created) : PushResult;

    public sealed record Refused(ProblemCode Problem, string? Code, string Detail) : PushResult;
}
