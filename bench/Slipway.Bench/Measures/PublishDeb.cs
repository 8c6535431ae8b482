using System.IO.Compression;
using System.Text.RegularExpressions;
using Slipway.Bench.Peers;
using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

sealed partial class PublishDeb(SlipwayServer server, SampleFolder samples, SampleFolder added, Aptly aptly, Reprepro reprepro, IReadOnlyDictionary<string, string> gpg)
    : PublishContest(server, samples, added)
{
    protected override string Distribution => "debian/bookworm";

    protected override string Document => "debian/dists/bookworm/InRelease";

    public static async Task<PublishDeb> CreateAsync(Workspace workspace)
    {
        var gpg = await GpgKey.MakeAsync(workspace);
        var contest = new PublishDeb(
            await SlipwayServer.StartAsync(workspace, "server"), new SampleFolder(workspace.Make("samples"), rpm: false), new SampleFolder(workspace.Make("added"), rpm: false),
            new Aptly(workspace.Make("aptly"), gpg), new Reprepro(workspace.Make("reprepro"), gpg), gpg);
        await contest.PreparePeersAsync();
        return contest;
    }

    public override async ValueTask DisposeAsync()
    {
        await GpgKey.EndAsync(gpg);
        await base.DisposeAsync();
    }

    protected override async Task FillPeersAsync(IReadOnlyList<string> files, bool first)
    {
        await reprepro.IncludeAsync(files);
        await aptly.AddAsync(SamplesFolder);
        await (first ? aptly.PublishAsync() : aptly.UpdateAsync());
    }

    protected override IEnumerable<(string Name, Action<string> Prepare, Func<string, Task> Add)> Peers() =>
    [
        ("reprepro includedeb", _ => { }, file => reprepro.IncludeAsync(file)),
        ("aptly repo add, publish update", _ => { }, async file =>
        {
            await aptly.AddAsync(file);
            await aptly.UpdateAsync();
        }),
    ];

    protected override async Task<string> IndexAsync(string document)
    {
        var digest = PackagesGz().Match(document).Groups[1].Value;
        var packed = await Server.DownloadAsync($"debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/{digest}");
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }

    async Task PreparePeersAsync()
    {
        await aptly.CreateAsync();
        await reprepro.CreateAsync();
    }

    [GeneratedRegex(@"^ ([0-9a-f]{64}) +\d+ main/binary-amd64/Packages\.gz$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PackagesGz();
}
