using System.IO.Enumeration;
using Slipway.Formats;
using Slipway.Formats.Provenance;

namespace Slipway.Cli.Verify;

/// <summary>Signature, subject, and whether source and ref are the expected ones.</summary>
sealed class ProvenanceCheck(IReadOnlyList<ProvenancePublicKey> keys, string? source, string? gitRef)
{
    public IEnumerable<Check> Run(byte[] bytes, string sha256)
    {
        DsseEnvelope envelope;
        ProvenanceStatement statement;
        ProvenancePublicKey? signer;
        Check? malformed = null;
        try
        {
            envelope = DsseEnvelope.Parse(bytes);
            signer = keys.FirstOrDefault(envelope.IsSignedBy);
            statement = ProvenanceStatement.Parse(envelope);
        }
        catch (MalformedInputException fault)
        {
            malformed = Check.Fail("provenance", fault.Message);
            (envelope, statement, signer) = (null!, null!, null);
        }

        if (malformed is not null)
            return [malformed];
        if (signer is null)
            return [Check.Fail("provenance", $"signed by none of the {keys.Count} known keys{(envelope.Signatures[0].KeyId is { } claimed ? $" (it claims key {claimed})" : "")}")];
        return
        [
            Check.Ok("provenance", $"signed by key {signer.KeyId}"),
            statement.IsAbout(sha256)
                ? Check.Ok("subject", "it is about this file")
                : Check.Fail("subject", $"it is about {string.Join(", ", statement.Subject.Select(subject => $"{subject.Name} sha256 {subject.Digest.GetValueOrDefault("sha256")}"))}"),
            Source(statement),
            Ref(statement),
            Check.Ok("build", Build(statement)),
        ];
    }

    Check Source(ProvenanceStatement statement)
    {
        var said = statement.External("source") ?? "nothing";
        if (source is null)
            return Check.Note("source", said + "; any passes, name the one that you expect with --source");
        return said == source || statement.External("project") == source
            ? Check.Ok("source", said)
            : Check.Fail("source", $"it is from {said}, expected {source}");
    }

    Check Ref(ProvenanceStatement statement)
    {
        var said = statement.External("ref") ?? "nothing";
        if (gitRef is null)
            return Check.Note("ref", said + "; any passes, name the one that you expect with --ref");
        var expected = gitRef.StartsWith("refs/", StringComparison.Ordinal) ? gitRef : "refs/heads/" + gitRef;
        return FileSystemName.MatchesSimpleExpression(expected, said, ignoreCase: false)
            ? Check.Ok("ref", said)
            : Check.Fail("ref", $"it is from {said}, expected {expected}");
    }

    static string Build(ProvenanceStatement statement)
    {
        var commit = statement.Predicate.BuildDefinition.ResolvedDependencies is [{ Digest: { } digest }, ..] ? digest.GetValueOrDefault("gitCommit") : null;
        return $"commit {commit ?? "unknown"}, {statement.Predicate.RunDetails.Metadata?.InvocationId ?? "run unknown"}, by {statement.Predicate.RunDetails.Builder.Id}";
    }
}
