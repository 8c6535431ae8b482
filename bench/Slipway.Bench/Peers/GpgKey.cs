namespace Slipway.Bench.Peers;

/// <summary>An RSA-4096 key without a passphrase, like the server's, in a key ring of its own.</summary>
static class GpgKey
{
    public const string Name = "bench@example.invalid";

    // gpg's agent has its socket in the home, and a socket's path must be short.
    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(Workspace workspace)
    {
        var home = workspace.Make("gpg");
        File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var environment = new Dictionary<string, string> { ["GNUPGHOME"] = home };
        if (!File.Exists(Path.Combine(home, "pubring.kbx")))
        {
            await Command.RunAsync(environment, "gpg", "--batch", "--passphrase", "", "--quick-generate-key", Name, "rsa4096", "sign", "never");
        }

        return environment;
    }

    /// <summary>Ends the agent, which would outlive its folder.</summary>
    public static Task EndAsync(IReadOnlyDictionary<string, string> environment) => Command.RunAsync(environment, "gpgconf", "--kill", "gpg-agent");
}
