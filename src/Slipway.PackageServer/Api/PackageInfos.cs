using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Api;

/// <summary>Rows as the native API tells them.</summary>
static class PackageInfos
{
    public static PackageInfo Of(Package package, DistributionLine line, string server) => new(
        line.Repository,
        line.Distribution.Name,
        package.Type.ToString().ToLowerInvariant(),
        package.Filename,
        package.Name,
        package.FullVersion,
        package.Architecture,
        package.Size,
        package.Sha256,
        package.Summary,
        package.CreatedAt,
        package.PushedBy,
        $"{server}/{line.Repository}/packages/{line.Distribution.Name}/{Uri.EscapeDataString(package.Filename)}/download");

    public static PackageDetail Detail(Package package, DistributionLine line, string server)
    {
        var relations = PackageRelations.Of(package);
        return new(Of(package, line, server), package.Md5, relations.Description, package.License, package.Homepage, relations.Relations, Provenance(package, line, server));
    }

    static ProvenanceInfo? Provenance(Package package, DistributionLine line, string server)
    {
        if (package.Provenance is null)
        {
            return null;
        }

        var (envelope, statement) = package.Provenance.Read();
        var (build, run) = (statement.Predicate.BuildDefinition, statement.Predicate.RunDetails);
        return new(
            $"{server}/{line.Repository}/packages/{line.Distribution.Name}/{Uri.EscapeDataString(package.Filename)}/provenance",
            statement.External("source"),
            statement.External("ref"),
            build.ResolvedDependencies is [var source, ..] ? source.Digest?.GetValueOrDefault("gitCommit") : null,
            run.Builder.Id,
            run.Metadata?.InvocationId,
            envelope.Signatures[0].KeyId);
    }

    public static RepositoryInfo Of(RepositoryState repository, PackageFigures packages, string server) => new(
        repository.Owner,
        repository.Name,
        repository.Private,
        $"{server}/{repository.FullName}",
        repository.Fingerprint,
        repository.CreatedAt,
        packages.Count,
        [.. repository.Lines.Select(line => line.Distribution.Name).Order(StringComparer.Ordinal)],
        packages.LastPushAt);
}
