using System.Text;
using System.Text.RegularExpressions;
using Slipway.Client;
using Slipway.Contracts.PackageServer;
using Slipway.Formats.OpenPgp;

namespace Slipway.Cli.Verify;

/// <summary>Fetches what a package is checked against.</summary>
static partial class EvidenceDownload
{
    const int MaxDocument = 16 << 20;
    const int MaxIndex = 512 << 20;

    public static async Task<Evidence> RunAsync(SlipwayClient client, RepositoryName repository, PackageInfo package, CancellationToken ct)
    {
        var target = DistributionName.TryParse($"{repository}/{package.Distribution}")!.Value;
        return new Evidence
        {
            Provenance = await ProvenanceAsync(client, target, package.Filename, ct),
            ProvenanceKeys = string.Concat((await client.ProvenanceKeysAsync(ct)).Select(key => key.PublicKey)),
            RepositoryKey = Encoding.UTF8.GetString(await client.FileAsync($"{repository}/gpgkey", MaxDocument, ct)),
            Index = package.Type is "deb" or "dsc" ? await AptAsync(client, target, package, ct) : await RpmAsync(client, target, package, ct),
        };
    }

    static async Task<byte[]?> ProvenanceAsync(SlipwayClient client, DistributionName target, string filename, CancellationToken ct)
    {
        try
        {
            return await client.ProvenanceAsync(target, filename, ct);
        }
        catch (SlipwayException none) when (none.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    static async Task<SignedIndex> AptAsync(SlipwayClient client, DistributionName target, PackageInfo package, CancellationToken ct)
    {
        var root = $"{target.Repository}/{target.System}/dists/{target.Version}";
        var release = await client.FileAsync(root + "/InRelease", MaxDocument, ct);
        // Packages of architecture all are in every index.
        var (folder, name) = package.Type == "dsc" ? ("main/source", "Sources.gz") : ($"main/binary-{(package.Architecture == "all" ? "amd64" : package.Architecture)}", "Packages.gz");
        var digest = IndexDigests.InRelease(ClearSignedMessage.Parse(release).Text, $"{folder}/{name}")
            ?? throw new Failure(ExitCode.NotVerified, $"The repository's InRelease lists no {folder}/{name}.");
        return new SignedIndex(release, null, name, await client.FileAsync($"{root}/{folder}/by-hash/SHA256/{digest}", MaxIndex, ct));
    }

    static async Task<SignedIndex> RpmAsync(SlipwayClient client, DistributionName target, PackageInfo package, CancellationToken ct)
    {
        // Packages of architecture noarch are in every folder.
        var folder = package.Type == "srpm" ? "SRPMS" : package.Architecture switch
        {
            "noarch" or "amd64" or "x86_64_v2" or "x86_64_v3" or "x86_64_v4" => "x86_64",
            "i486" or "i586" or "i686" => "i386",
            "armv7hl" => "armhfp",
            var own => own,
        };
        var root = $"{target.Repository}/{target.System}/{target.Version}/{folder}/repodata";
        for (var tries = 1; ; tries++)
        {
            var document = await client.FileAsync(root + "/repomd.xml", MaxDocument, ct);
            var signature = await client.FileAsync(root + "/repomd.xml.asc", MaxDocument, ct);
            // Between the two, the next publication may have come.
            if (tries < 5 && !(await client.FileAsync(root + "/repomd.xml", MaxDocument, ct)).AsSpan().SequenceEqual(document))
                continue;
            var location = PrimaryPattern().Match(Encoding.UTF8.GetString(document));
            if (!location.Success)
                throw new Failure(ExitCode.NotVerified, "The repository's repomd.xml lists no primary index.");
            var index = await client.FileAsync($"{root}/{location.Groups["name"].Value}", MaxIndex, ct);
            return new SignedIndex(document, signature, "primary.xml" + location.Groups["suffix"].Value, index);
        }
    }

    [GeneratedRegex("""href="repodata/(?<name>[0-9a-f]+-primary\.xml(?<suffix>\.gz|\.zst))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrimaryPattern();
}
