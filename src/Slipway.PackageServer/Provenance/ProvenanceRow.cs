using Slipway.Formats.Provenance;

namespace Slipway.PackageServer.Provenance;

/// <summary>Where a package came from, signed; written with the package, never changed.</summary>
sealed class ProvenanceRow
{
    public long Id { get; init; }

    public long PackageId { get; set; }

    /// <summary>A DSSE envelope, as it is served.</summary>
    public required byte[] Envelope { get; init; }

    /// <summary>For another place of the same file: a promotion keeps its origin.</summary>
    public ProvenanceRow Copy() => new() { Envelope = Envelope };

    public (DsseEnvelope Envelope, ProvenanceStatement Statement) Read()
    {
        var envelope = DsseEnvelope.Parse(Envelope);
        return (envelope, ProvenanceStatement.Parse(envelope));
    }
}
