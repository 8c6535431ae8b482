using System.Numerics;
using System.Text;

namespace Slipway.Formats.Ssh;

/// <summary>The types of keys that OpenSSH takes today, and what is in each.</summary>
static class SshKeyType
{
    const int LeastRsaBits = 2048;
    const int MostRsaBits = 16384;

    public static IReadOnlyList<string> Known { get; } =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    /// <exception cref="MalformedInputException">It is not what its type says.</exception>
    public static void Check(string type, SshReader blob)
    {
        if (!blob.String().SequenceEqual(Encoding.ASCII.GetBytes(type)))
        {
            throw new MalformedInputException("ssh.type-mismatch", "The key itself says another type than the line does.");
        }

        switch (type)
        {
            case "ssh-ed25519":
                Ed25519(ref blob);
                break;
            case "sk-ssh-ed25519@openssh.com":
                Ed25519(ref blob);
                Application(ref blob);
                break;
            case "ssh-rsa":
                Rsa(ref blob);
                break;
            case "sk-ecdsa-sha2-nistp256@openssh.com":
                Point(ref blob, "nistp256");
                Application(ref blob);
                break;
            default:
                Point(ref blob, type["ecdsa-sha2-".Length..]);
                break;
        }

        if (!blob.IsAtEnd)
        {
            throw new MalformedInputException("ssh.trailing-data", "Something follows the key that does not belong to it.");
        }
    }

    static void Ed25519(ref SshReader blob)
    {
        if (blob.String().Length != 32)
        {
            throw Bad("An Ed25519 key has 32 bytes.");
        }
    }

    static void Rsa(ref SshReader blob)
    {
        var exponent = blob.String();
        var modulus = blob.String().TrimStart((byte)0);
        var bits = modulus.IsEmpty ? 0 : (modulus.Length * 8) - (BitOperations.LeadingZeroCount(modulus[0]) - 24);
        if (bits is < LeastRsaBits or > MostRsaBits)
        {
            throw new MalformedInputException("ssh.rsa-bits", $"The RSA key has {bits} bits; from {LeastRsaBits} to {MostRsaBits} are taken. ssh-keygen -t ed25519 makes a better one.");
        }

        if (exponent.Length is 0 or > 8 || (exponent[^1] & 1) == 0)
        {
            throw Bad("The RSA key's exponent is none.");
        }
    }

    static void Point(ref SshReader blob, string curve)
    {
        if (!blob.String().SequenceEqual(Encoding.ASCII.GetBytes(curve)))
        {
            throw Bad("The curve is another than the key's type says.");
        }

        // SEC 1, 2.3.3: 4, then both coordinates.
        var coordinate = curve switch { "nistp256" => 32, "nistp384" => 48, _ => 66 };
        var point = blob.String();
        if (point.Length != 1 + (2 * coordinate) || point[0] != 4)
        {
            throw Bad("The key is no point of its curve.");
        }
    }

    static void Application(ref SshReader blob)
    {
        if (blob.String().Length is 0 or > 256)
        {
            throw Bad("A security key's application is 1 to 256 bytes.");
        }
    }

    static MalformedInputException Bad(string what) => new("ssh.bad-key", what);
}
