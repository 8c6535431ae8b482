using System.Security.Cryptography;

namespace Slipway.Formats.Ssh;

/// <summary>A detached signature of <c>ssh-keygen -Y sign</c> (OpenSSH's PROTOCOL.sshsig).</summary>
public sealed class SshSignedFile
{
    const string Begin = "-----BEGIN SSH SIGNATURE-----";
    const string End = "-----END SSH SIGNATURE-----";
    const int Longest = 64 * 1024;
    static readonly byte[] s_magic = [.. "SSHSIG"u8];

    readonly string hash;
    readonly byte[] reserved;
    readonly byte[] signature;

    SshSignedFile(SshHostKey key, string @namespace, byte[] reserved, string hash, byte[] signature) =>
        (Key, Namespace, this.reserved, this.hash, this.signature) = (key, @namespace, reserved, hash, signature);

    /// <summary>Whose it says that it is; a certificate where it was signed under one.</summary>
    public SshHostKey Key { get; }

    /// <summary>What it is for: one that was made for something else does not count.</summary>
    public string Namespace { get; }

    /// <exception cref="MalformedInputException">It is none.</exception>
    public static SshSignedFile Parse(string armored)
    {
        var text = armored.Length <= Longest ? armored.Trim() : "";
        if (!text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal) || text.Length < Begin.Length + End.Length)
        {
            throw Bad($"It begins with {Begin}.");
        }

        var base64 = string.Concat(text[Begin.Length..^End.Length].Where(c => !char.IsWhiteSpace(c)));
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
        {
            throw Bad("It is not base64.");
        }

        var reader = new SshReader(blob.AsSpan(0, length));
        if (!reader.Raw(s_magic.Length).SequenceEqual(s_magic) || reader.UInt32() != 1)
        {
            throw Bad("It is none of version 1.");
        }

        var key = SshHostKey.Parse(reader.String());
        var made = new SshSignedFile(key, reader.Name(), reader.String().ToArray(), reader.Name(), reader.String().ToArray());
        reader.End();
        return made.Namespace.Length > 0 && made.hash is "sha256" or "sha512" ? made : throw Bad("It has no namespace, or another hash than sha256 and sha512.");
    }

    /// <summary>Whether the key signed this.</summary>
    public bool Verify(ReadOnlySpan<byte> file)
    {
        var digest = hash == "sha256" ? SHA256.HashData(file) : SHA512.HashData(file);
        var signed = new SshWriter().Raw(s_magic).Text(Namespace).String(reserved).Text(hash).String(digest).ToArray();
        try
        {
            return Key.Verify(new SshReader(signature).Name(), signed, signature);
        }
        catch (MalformedInputException)
        {
            return false;
        }
    }

    static MalformedInputException Bad(string why) => new("ssh.bad-signature", $"This is no signature of ssh-keygen -Y sign. {why}");
}
