using System.Diagnostics;
using Slipway.Testing;

namespace Slipway.Agent.Tests.Container;

/// <summary>A real registry (Debian's docker-registry) that lets in one user only.</summary>
sealed class ImageRegistry : IAsyncDisposable
{
    public const string User = "builder";
    public const string Password = "pass:word with a colon";

    readonly TempFolder folder = new();
    readonly Process process;

    ImageRegistry(string address, string hash)
    {
        File.WriteAllText(folder["htpasswd"], $"{User}:{hash}\n");
        File.WriteAllText(folder["config.yml"], $$"""
            version: 0.1
            log: { level: error }
            storage: { filesystem: { rootdirectory: "{{folder["blobs"]}}" } }
            http: { addr: "{{address}}" }
            auth: { htpasswd: { realm: test, path: "{{folder["htpasswd"]}}" } }
            """);
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", folder["config.yml"]]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public static async Task<ImageRegistry> StartAsync(string address)
    {
        // bcrypt is what it takes; its cost is of no matter here.
        var hash = await Tool.RunAsync("/usr/bin/python3", "-W", "ignore", "-c", $"import crypt; print(crypt.crypt('{Password}', crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))");
        var registry = new ImageRegistry(address, hash.Trim());
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                (await http.GetAsync(new Uri($"http://{address}/v2/"))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
                return registry;
            }
            catch (HttpRequestException) when (tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }
}
