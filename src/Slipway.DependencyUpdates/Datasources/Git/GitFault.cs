using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>What git's last words mean.</summary>
static class GitFault
{
    static readonly string[] Unreachable = ["Could not resolve host", "Connection refused", "Connection timed out", "unable to connect", "Failed to connect", "Connection reset", "No route to host"];

    static readonly string[] Forbidden = ["Authentication failed", "could not read Username", "Permission denied", "terminal prompts disabled", "error: 401", "error: 403"];

    public static SourceException Of(string url, string? host, string error, HostGates gates)
    {
        var words = Words(error).Replace(url, GitAddress.Shown(url), StringComparison.Ordinal);
        if (Array.Exists(Unreachable, text => error.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            var failure = new SourceException("deps.source-unreachable", $"{GitAddress.Shown(url)} can't be reached: {words}", "Check the address, the network and the proxy.");
            return host is null ? failure : gates.For(host).Failed(failure);
        }

        return Array.Exists(Forbidden, text => error.Contains(text, StringComparison.OrdinalIgnoreCase))
            ? new("deps.source-forbidden", $"{GitAddress.Shown(url)} does not let us read it: {words}", "Give git a credential for this host: a helper, a .netrc or an SSH key.")
            : new("deps.source-not-found", $"{GitAddress.Shown(url)} can't be read: {words}", "Check the address.");
    }

    /// <summary>The line that says most, without control characters.</summary>
    static string Words(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = Array.Find(lines, line => line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("ERROR", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "git says nothing";
        return new([.. line.Where(c => !char.IsControl(c)).Take(300)]);
    }
}
