using System.IO.Compression;
using System.Text.RegularExpressions;
using Slipway.Bench.Peers;
using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

sealed partial class PublishRpm(SlipwayServer server, SampleFolder samples, SampleFolder added, Createrepo whole, Createrepo lean)
    : PublishContest(server, samples, added)
{
    protected override string Distribution => "el/9";

    protected override string Document => "el/9/x86_64/repodata/repomd.xml";

    public static async Task<PublishRpm> CreateAsync(Workspace workspace)
    {
        var samples = workspace.Make("samples");
        return new PublishRpm(
            await SlipwayServer.StartAsync(workspace, "server"), new SampleFolder(samples, rpm: true), new SampleFolder(workspace.Make("added"), rpm: true),
            new Createrepo(samples, workspace.Make("whole"), database: true), new Createrepo(samples, workspace.Make("lean"), database: false));
    }

    protected override async Task FillPeersAsync(IReadOnlyList<string> files, bool first)
    {
        await whole.CreateAsync();
        await lean.CreateAsync();
    }

    protected override IEnumerable<(string Name, Action<string> Prepare, Func<string, Task> Add)> Peers() =>
    [
        ("createrepo_c --update --no-database", Place, _ => lean.UpdateAsync()),
        ("createrepo_c --update", Place, _ => whole.UpdateAsync()),
    ];

    protected override async Task<string> IndexAsync(string document)
    {
        var packed = await Server.DownloadAsync($"el/9/x86_64/{PrimaryGz().Match(document).Groups[1].Value}");
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }

    void Place(string file) => File.Move(file, Path.Combine(SamplesFolder, Path.GetFileName(file)));

    [GeneratedRegex("href=\"(repodata/[^\"]*primary\\.xml\\.gz)\"", RegexOptions.NonBacktracking)]
    private static partial Regex PrimaryGz();
}
