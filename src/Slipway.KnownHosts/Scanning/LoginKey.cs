using System.Text;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Scanning;

/// <summary>With what somebody logs in: a private key's file, or a key that ssh-agent has and nobody else sees.</summary>
/// <param name="Algorithm">Of its signatures.</param>
/// <param name="SignAsync">Data in, the signature as on the wire out.</param>
sealed record LoginKey(SshHostKey Public, string Algorithm, Func<byte[], CancellationToken, Task<byte[]>> SignAsync)
{
    const string Agent = "agent";

    /// <exception cref="KnownHostsException">There is none.</exception>
    /// <exception cref="MalformedInputException">The file is none, or has a passphrase.</exception>
    public static async Task<LoginKey> FindAsync(LoginSetting setting, PolicyFiles files, CancellationToken ct)
    {
        if (!files.MayLogIn)
        {
            throw new KnownHostsException("policy.no-file", "Only the command logs in to hosts.");
        }

        if (setting.Key == Agent || setting.Key.StartsWith(Agent + ":", StringComparison.Ordinal))
        {
            return await SshAgent.FindAsync(setting.Key.Length > Agent.Length ? setting.Key[(Agent.Length + 1)..] : null, ct);
        }

        var key = SshPrivateKey.Parse(Encoding.UTF8.GetString(await files.ReadAsync(setting.Key, ct)));
        return new LoginKey(key.Public, key.Algorithm, (data, _) => Task.FromResult(key.Sign(data)));
    }
}
