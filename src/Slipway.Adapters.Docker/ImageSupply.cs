using System.Text.Json;
using Slipway.ContainerEngine;

namespace Slipway.Adapters.Docker;

/// <summary>Brings the pool's image to the engine, where its policy says so.</summary>
sealed class ImageSupply(Engine engine, ContainerSettings settings)
{
    const int LargestAuth = 64 * 1024;

    /// <exception cref="EngineException">It is not to be had.</exception>
    public async Task BringAsync(CancellationToken ct)
    {
        if (settings.Pull == "never" || (settings.Pull == "if-not-present" && await engine.ImageAsync(settings.Image, ct) is not null))
            return; // where it is missing, the engine says so when the container is made
        var slash = settings.Image.LastIndexOf('/');
        var tagged = settings.Image.IndexOfAny([':', '@'], slash + 1) >= 0 ? settings.Image : settings.Image + ":latest"; // else docker pulls every tag
        await engine.PullAsync(tagged, null, Auth(), ct);
    }

    RegistryAuth? Auth()
    {
        if (settings.RegistryAuth is not { } file)
            return null;
        try
        {
            if (new FileInfo(file).Length > LargestAuth)
                throw new JsonException("it is too large");
            using var read = JsonDocument.Parse(File.ReadAllBytes(file));
            var slash = settings.Image.IndexOf('/', StringComparison.Ordinal);
            return new RegistryAuth(read.RootElement.GetProperty("username").GetString() ?? "", read.RootElement.GetProperty("password").GetString() ?? "", slash < 0 ? "" : settings.Image[..slash]);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EngineException($"{file} can't be read as {{\"username\": ..., \"password\": ...}}: {wrong.GetType().Name}", System.Net.HttpStatusCode.BadRequest);
        }
    }
}
