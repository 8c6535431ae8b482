using System.Security.Cryptography;
using System.Xml;
using Slipway.Formats;
using Slipway.Formats.OpenPgp;

namespace Slipway.Cli.Verify;

/// <summary>The repository's signature, and that what it signs lists the package.</summary>
sealed class RepositoryCheck(IReadOnlyList<PublicKey> keys)
{
    public async Task<IReadOnlyList<Check>> RunAsync(SignedIndex evidence, string filename, string sha256, CancellationToken ct)
    {
        try
        {
            var document = evidence.Signature is null ? "InRelease" : "repomd.xml";
            if (Signer(evidence) is not { } signer)
                return [Check.Fail("repository", $"{document} is signed by none of the {keys.Count} known keys, or was changed")];
            var signature = Check.Ok("repository", $"{document} is signed by {signer.Fingerprint} ({string.Join(", ", signer.UserIds)})");
            var digest = Convert.ToHexStringLower(SHA256.HashData(evidence.Index));
            if (!Vouches(evidence, digest))
                return [signature, Check.Fail("index", $"{evidence.Name} is not the one that {document} lists")];
            return
            [
                signature,
                await IndexSearch.FindsAsync(evidence, filename, sha256, ct)
                    ? Check.Ok("index", $"{evidence.Name} lists {filename} with this digest")
                    : Check.Fail("index", $"{evidence.Name} lists no {filename} with this digest"),
            ];
        }
        catch (Exception malformed) when (malformed is MalformedInputException or XmlException)
        {
            return [Check.Fail("repository", malformed.Message)];
        }
    }

    PublicKey? Signer(SignedIndex evidence)
    {
        if (evidence.Signature is { } detached)
            return keys.FirstOrDefault(key => key.Verify(evidence.Document, detached));
        var message = ClearSignedMessage.Parse(evidence.Document);
        return keys.FirstOrDefault(key => key.Verify(message));
    }

    static bool Vouches(SignedIndex evidence, string digest) => evidence.Signature is null
        ? IndexDigests.ReleaseLists(ClearSignedMessage.Parse(evidence.Document).Text, evidence.Name, digest)
        : IndexDigests.RepomdLists(evidence.Document, "primary", digest);
}
