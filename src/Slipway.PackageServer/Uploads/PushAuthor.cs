using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.TrustedPublishing;

namespace Slipway.PackageServer.Uploads;

/// <summary>Who pushes.</summary>
/// <param name="Name">The token's name.</param>
/// <param name="Job">Where a job pushes with its ID token: of it the package's provenance is made.</param>
/// <param name="Provenance">What the package has already, where it comes from another repository.</param>
sealed record PushAuthor(string Name, JobOrigin? Job = null, ProvenanceRow? Provenance = null);
