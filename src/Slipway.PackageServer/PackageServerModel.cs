using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.Platform.Database;

namespace Slipway.PackageServer;

/// <summary>The module's tables.</summary>
sealed class PackageServerModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        var (repositories, packages, publications) = (new RepositoryMapping(), new PackageMapping(), new PublicationMapping());
        var (provenance, trusted) = (new ProvenanceMapping(), new TrustedPublisherMapping());
        model.ApplyConfiguration(new SigningKeyMapping());
        model.ApplyConfiguration(new PackageKeyMapping());
        model.ApplyConfiguration<Repository>(repositories);
        model.ApplyConfiguration<RepositoryDistribution>(repositories);
        model.ApplyConfiguration<Package>(packages);
        model.ApplyConfiguration<SourceFileRow>(packages);
        model.ApplyConfiguration<IndexEntry>(publications);
        model.ApplyConfiguration<Segment>(publications);
        model.ApplyConfiguration<PublishedFile>(publications);
        model.ApplyConfiguration<Generation>(publications);
        model.ApplyConfiguration<ProvenanceRow>(provenance);
        model.ApplyConfiguration<ProvenanceKeyRow>(provenance);
        model.ApplyConfiguration<TrustedPublisher>(trusted);
        model.ApplyConfiguration<UsedIdToken>(trusted);
        model.ApplyConfiguration<JobOriginRow>(trusted);
    }
}
