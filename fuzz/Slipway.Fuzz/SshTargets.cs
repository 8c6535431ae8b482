using System.Text;
using Slipway.Formats.Ssh;

namespace Slipway.Fuzz;

/// <summary>Public keys that people paste.</summary>
static class SshTargets
{
    // Of a key pair that was thrown away.
    const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ann@example.org";

    public static IEnumerable<FuzzTarget> All =>
    [
        new("ssh-public-key", [Encoding.UTF8.GetBytes(Ed25519), Encoding.UTF8.GetBytes(Rsa())], (data, _) =>
        {
            SshPublicKey.Parse(Encoding.Latin1.GetString(data));
            return Task.CompletedTask;
        }),
    ];

    static string Rsa()
    {
        var modulus = new byte[257];
        Array.Fill(modulus, (byte)0xA5, 1, 256);
        byte[] blob = [0, 0, 0, 7, .. "ssh-rsa"u8, 0, 0, 0, 3, 1, 0, 1, 0, 0, 1, 1, .. modulus];
        return $"ssh-rsa {Convert.ToBase64String(blob)}";
    }
}
