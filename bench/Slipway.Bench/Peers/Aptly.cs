using System.Text.Json;

namespace Slipway.Bench.Peers;

/// <summary>A local repository that is published, signed, for one architecture.</summary>
sealed class Aptly(string folder, IReadOnlyDictionary<string, string> environment)
{
    static readonly string[] Signing = ["-batch", $"-gpg-key={GpgKey.Name}"];
    string Configuration => Path.Combine(folder, "aptly.conf");

    public async Task CreateAsync()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Configuration, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["rootDir"] = folder,
            ["architectures"] = new[] { "amd64" },
            ["gpgProvider"] = "gpg",
        }));
        await RunAsync("repo", "create", "-distribution=bookworm", "-component=main", "packages");
    }

    public Task AddAsync(string folderOrFile) => RunAsync("repo", "add", "packages", folderOrFile);

    public Task PublishAsync() => RunAsync(["publish", "repo", .. Signing, "packages"]);

    public Task UpdateAsync() => RunAsync(["publish", "update", .. Signing, "bookworm"]);

    Task RunAsync(params string[] arguments) => Command.RunAsync(environment, "aptly", [$"-config={Configuration}", .. arguments]);
}
