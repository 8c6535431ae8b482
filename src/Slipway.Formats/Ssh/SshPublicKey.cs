using System.Security.Cryptography;
using System.Text;

namespace Slipway.Formats.Ssh;

/// <summary>
/// A public key as <c>ssh-keygen</c> writes it in a <c>.pub</c> file: type, base64, comment (sshd(8), AUTHORIZED_KEYS; RFC 4253, 6.6;
/// RFC 5656, 3.1; RFC 8709; OpenSSH's PROTOCOL.u2f).
/// </summary>
public sealed record SshPublicKey
{
    const int LongestLine = 16 * 1024;
    const int LongestComment = 200;

    SshPublicKey(string type, byte[] blob, string comment) => (Type, Blob, Comment) = (type, blob, comment);

    /// <summary><c>ssh-ed25519</c></summary>
    public string Type { get; }

    /// <summary>As it is on the wire: the type and the numbers.</summary>
    public byte[] Blob { get; }

    /// <summary>What is written after it; empty where there is nothing.</summary>
    public string Comment { get; }

    public string Base64 => Convert.ToBase64String(Blob);

    /// <summary>As <c>ssh-keygen -l</c> shows it: <c>SHA256:</c> and 43 characters.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Blob)).TrimEnd('=');

    /// <summary>Type and base64, without the comment: one line for <c>authorized_keys</c>.</summary>
    public string Line => $"{Type} {Base64}";

    /// <exception cref="MalformedInputException">It is no public key, or one that is not safe any more.</exception>
    public static SshPublicKey Parse(string text)
    {
        if (text.Length > LongestLine)
        {
            throw new MalformedInputException("ssh.too-large", $"A public key has at most {LongestLine} characters.");
        }

        var line = text.Trim();
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new MalformedInputException("ssh.private-key", "This is a private key: keep it to yourself, and make a new one, since it has been sent. The file that ends with .pub is meant.");
        }

        if (line.Contains('\n', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal))
        {
            throw new MalformedInputException("ssh.many-lines", "A public key is one line, as in a .pub file.");
        }

        var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !SshKeyType.Known.Contains(parts[0]))
        {
            throw new MalformedInputException(
                "ssh.unknown-type", $"The line must begin with a type of key: {string.Join(", ", SshKeyType.Known)}. DSA is not safe any more, and options before the type are not taken.");
        }

        var blob = new byte[(parts[1].Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(parts[1], blob, out var length))
        {
            throw new MalformedInputException("ssh.bad-base64", "The second word is not base64: a line that was cut off or wrapped?");
        }

        blob = blob[..length];
        SshKeyType.Check(parts[0], new SshReader(blob));
        return new SshPublicKey(parts[0], blob, parts.Length == 3 ? Plain(parts[2].Trim()) : "");
    }

    /// <summary>For logs and pages.</summary>
    public override string ToString() => $"{Type} {Fingerprint}";

    static string Plain(string comment)
    {
        var plain = new StringBuilder();
        foreach (var c in comment.Take(LongestComment))
        {
            plain.Append(char.IsControl(c) ? ' ' : c);
        }

        return plain.ToString();
    }
}
