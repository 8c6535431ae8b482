using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Slipway.KnownHosts.Scanning;

/// <summary>AES-GCM for one direction (RFC 5647, 7; OpenSSH's aes256-gcm@openssh.com): the length is in the clear and authenticated.</summary>
sealed class GcmProtection(byte[] key, byte[] nonce) : IDisposable
{
    public const string Name = "aes256-gcm@openssh.com";
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    const int Block = 16;

    readonly AesGcm cipher = new(key, TagLength);

    public byte[] Seal(ReadOnlySpan<byte> message)
    {
        var padding = Block - ((1 + message.Length) % Block);
        padding += padding < 4 ? Block : 0;
        Span<byte> plain = new byte[1 + message.Length + padding];
        plain[0] = (byte)padding;
        message.CopyTo(plain[1..]);
        RandomNumberGenerator.Fill(plain[(1 + message.Length)..]);
        var packet = new byte[4 + plain.Length + TagLength];
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)plain.Length);
        cipher.Encrypt(nonce, plain, packet.AsSpan(4, plain.Length), packet.AsSpan(4 + plain.Length), packet.AsSpan(0, 4));
        Next();
        return packet;
    }

    /// <param name="packet">Length, cipher text, tag.</param>
    public byte[] Open(ReadOnlySpan<byte> packet)
    {
        var plain = new byte[packet.Length - 4 - TagLength];
        try
        {
            cipher.Decrypt(nonce, packet[4..^TagLength], packet[^TagLength..], plain, packet[..4]);
        }
        catch (CryptographicException)
        {
            throw new ProbeException(ProbeFault.NotSsh, "A packet was changed on its way.");
        }

        Next();
        return plain;
    }

    public void Dispose() => cipher.Dispose();

    // The last eight bytes count up (RFC 5647, 7.1).
    void Next() => BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(4), BinaryPrimitives.ReadUInt64BigEndian(nonce.AsSpan(4)) + 1);
}
