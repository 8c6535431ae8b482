using System.Text;

namespace Slipway.Cli.Verify;

/// <summary>Evidence as files, so that it can be kept beside a package and checked where there is no network.</summary>
static class EvidenceFolder
{
    const string Provenance = "provenance.json";
    const string ProvenanceKeys = "provenance-keys.pem";
    const string RepositoryKey = "repository-key.asc";
    const string InRelease = "InRelease";
    const string Repomd = "repomd.xml";
    const string RepomdSignature = "repomd.xml.asc";
    static readonly string[] s_indexes = ["Packages.gz", "Sources.gz", "primary.xml.gz", "primary.xml.zst"];

    public static void Save(string folder, Evidence evidence)
    {
        Directory.CreateDirectory(folder);
        void Write(string name, byte[]? bytes)
        {
            if (bytes is not null)
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        Write(Provenance, evidence.Provenance);
        Write(ProvenanceKeys, evidence.ProvenanceKeys is { } pem ? Encoding.UTF8.GetBytes(pem) : null);
        Write(RepositoryKey, evidence.RepositoryKey is { } key ? Encoding.UTF8.GetBytes(key) : null);
        Write(evidence.Index?.Signature is null ? InRelease : Repomd, evidence.Index?.Document);
        Write(RepomdSignature, evidence.Index?.Signature);
        Write(evidence.Index?.Name ?? "", evidence.Index?.Index);
    }

    /// <summary>Without the keys: those that lie beside the evidence prove nothing.</summary>
    public static Evidence Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new Failure(ExitCode.Usage, $"There is no folder {folder}.", "slipway verify FILE --repository OWNER/NAME --save DIR makes one.");
        byte[]? Read(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null;

        var index = s_indexes.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));
        return new Evidence
        {
            Provenance = Read(Provenance),
            Index = index is not null && (Read(InRelease) ?? Read(Repomd)) is { } document ? new SignedIndex(document, Read(RepomdSignature), index, Read(index)!) : null,
        };
    }
}
