namespace Slipway.Bench.Peers;

/// <summary>A signed repository of one distribution.</summary>
sealed class Reprepro(string folder, IReadOnlyDictionary<string, string> environment)
{
    // As many files as a command line holds.
    const int AtOnce = 10_000;

    public async Task CreateAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "conf"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "conf", "distributions"),
            $"Codename: bookworm\nArchitectures: amd64\nComponents: main\nSignWith: {GpgKey.Name}\n");
    }

    public async Task IncludeAsync(params IEnumerable<string> files)
    {
        foreach (var chunk in files.Chunk(AtOnce))
        {
            await Command.RunAsync(environment, "reprepro", ["--silent", "--basedir", folder, "includedeb", "bookworm", .. chunk]);
        }
    }
}
