using Slipway.Formats;
using Slipway.Formats.OpenPgp;
using Slipway.Formats.Provenance;

namespace Slipway.Cli.Verify;

/// <summary>The keys that signatures are checked by: those of <c>--key</c>, or for want of them those that the server itself tells.</summary>
sealed record PinnedKeys(IReadOnlyList<ProvenancePublicKey> Provenance, IReadOnlyList<PublicKey> Repository)
{
    /// <summary>A file holds an OpenPGP key, or keys of provenance in PEM.</summary>
    public static PinnedKeys Read(IReadOnlyList<string> files)
    {
        var (provenance, repository) = (new List<ProvenancePublicKey>(), new List<PublicKey>());
        foreach (var file in files)
        {
            try
            {
                var text = File.ReadAllText(file);
                if (text.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal))
                    provenance.AddRange(ProvenancePublicKey.ParsePem(text));
                else
                    repository.Add(PublicKey.Parse(File.ReadAllBytes(file)));
            }
            catch (MalformedInputException malformed)
            {
                throw new Failure(ExitCode.Usage, $"{file} is no public key: {malformed.Message}", "Give an OpenPGP key (slipway key export) or a key of provenance (slipway provenance keys).");
            }
        }

        return new PinnedKeys(provenance, repository);
    }

    public PinnedKeys Or(Evidence evidence) => new(
        Provenance.Count > 0 || evidence.ProvenanceKeys is not { Length: > 0 } pem ? Provenance : ProvenancePublicKey.ParsePem(pem),
        Repository.Count > 0 || evidence.RepositoryKey is not { } key ? Repository : [PublicKey.Parse(key)]);
}
