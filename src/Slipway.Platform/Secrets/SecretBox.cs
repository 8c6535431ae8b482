using System.Security.Cryptography;

namespace Slipway.Platform.Secrets;

/// <summary>
/// Seals secrets that the database holds (signing keys) with AES-256-GCM under the instance's key file, which is not in the database:
/// a stolen database or its backup signs nothing. Sealed: version 1, nonce (12), tag (16), ciphertext.
/// </summary>
public sealed class SecretBox
{
    const byte Version = 1;
    const int NonceLength = 12;
    const int TagLength = 16;
    const int KeyLength = 32;
    readonly byte[] key;

    SecretBox(byte[] key) => this.key = key;

    /// <summary>Reads the key file, or makes it (mode 0600, fsynced) where there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public static SecretBox Open(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using var made = new FileStream(file, options);
            made.Write(RandomNumberGenerator.GetBytes(KeyLength));
            made.Flush(flushToDisk: true);
            Blobs.Disk.SyncFolder(Path.GetDirectoryName(file)!);
        }

        var key = File.ReadAllBytes(file);
        return key.Length == KeyLength
            ? new SecretBox(key)
            : throw new InvalidDataException($"{file} must hold {KeyLength} bytes. Restore it from your backup: without it no signing key can be opened.");
    }

    /// <param name="secret">What to seal.</param>
    /// <param name="purpose">Bound to the sealed bytes, so that they can't be put in another secret's place.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var box = new byte[1 + NonceLength + TagLength + secret.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(Nonce(box), secret, box.AsSpan(1 + NonceLength + TagLength), Tag(box), Purpose(purpose));
        return box;
    }

    /// <exception cref="CryptographicException">Another key file, another purpose, or changed bytes.</exception>
    public byte[] Unseal(byte[] box, string purpose)
    {
        if (box.Length < 1 + NonceLength + TagLength || box[0] != Version)
        {
            throw new CryptographicException("These bytes were not sealed here.");
        }

        var secret = new byte[box.Length - 1 - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(Nonce(box), box.AsSpan(1 + NonceLength + TagLength), Tag(box), secret, Purpose(purpose));
        return secret;
    }

    /// <summary>A value that this instance can make again and nobody else can guess: HMAC-SHA-256 of the purpose.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(key, Purpose("derive:" + purpose));

    static Span<byte> Nonce(byte[] box) => box.AsSpan(1, NonceLength);

    static Span<byte> Tag(byte[] box) => box.AsSpan(1 + NonceLength, TagLength);

    static byte[] Purpose(string purpose) => System.Text.Encoding.UTF8.GetBytes(purpose);
}
