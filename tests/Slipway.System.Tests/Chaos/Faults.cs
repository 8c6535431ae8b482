using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests.Chaos;

/// <summary>Tells what a client says when nobody listens from what it says when it was served something wrong.</summary>
static class Faults
{
    static readonly string[] Unreachable =
    [
        "Connection refused", "Could not connect", "Couldn't connect", "Failed to connect", "Connection failed", "Connection reset", "Connection timed out",
        "Remote end closed connection", "Error reading from server", "Server returned nothing", "Empty reply", "transferred a partial file",
        "transfer closed with", "Recv failure", "Send failure", "Unable to connect",
    ];

    static readonly string[] Inconsistent =
    [
        "Hash Sum mismatch", "unexpected size", "Mirror sync in progress", "GPG", "BADSIG", "NO_PUBKEY", "Signature verification", "signatures couldn't be verified",
        "Checksum", "checksum", "digest", "Status code: 404", "404  Not Found", "Not found", "Status code: 5", "500  Internal", "is not valid yet", "Clearsigned file isn't valid",
        "changed its", "parsing", "Splitting up", "modified after it has been signed",
    ];

    /// <param name="mayBeDown">The server is being killed, so that nobody listens now and then.</param>
    /// <returns>What the client must never say, or null.</returns>
    public static string? Of(ToolResult result, bool mayBeDown)
    {
        if (result.ExitCode == 0)
        {
            return null;
        }

        // The key's own warnings and dnf's word that it imports the key name GPG too: only the lines that tell of a failure count.
        var text = string.Join('\n', result.Everything().Split('\n').Where(line =>
            !line.Contains("gpgkey", StringComparison.Ordinal) && !line.StartsWith("Importing GPG key", StringComparison.Ordinal)));
        var wrong = Inconsistent.Any(words => text.Contains(words, StringComparison.Ordinal));
        var down = Unreachable.Any(words => text.Contains(words, StringComparison.Ordinal));
        return wrong || !down || !mayBeDown ? text : null;
    }
}
