using System.Buffers.Binary;
using System.Net.Sockets;
using Slipway.Formats;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>ssh-agent, over its socket (draft-ietf-sshm-ssh-agent): which keys it has, and signatures of them.</summary>
static class SshAgent
{
    const byte RequestIdentities = 11;
    const byte IdentitiesAnswer = 12;
    const byte SignRequest = 13;
    const byte SignResponse = 14;
    const uint RsaSha512 = 4;
    const int Longest = 256 * 1024;
    const int MostKeys = 256;

    /// <param name="fingerprint">Null: the only one that it has.</param>
    /// <exception cref="KnownHostsException">There is no agent, or no such key in it.</exception>
    public static async Task<LoginKey> FindAsync(string? fingerprint, CancellationToken ct)
    {
        var keys = (await KeysAsync(ct)).Where(key => fingerprint is null || key.Fingerprint == fingerprint).ToList();
        return keys switch
        {
            [var key] => new LoginKey(key, key.Type == "ssh-rsa" ? "rsa-sha2-512" : key.Type, (data, stop) => SignAsync(key, data, stop)),
            [] => throw Fault(fingerprint is null ? "has no key: add one with ssh-add" : $"has no key {fingerprint}: add it with ssh-add"),
            _ => throw Fault("has several keys: name one, as agent:SHA256:..."),
        };
    }

    static async Task<IReadOnlyList<SshHostKey>> KeysAsync(CancellationToken ct)
    {
        var answer = await AskAsync([RequestIdentities], ct);
        var reader = new SshReader(answer);
        if (reader.Byte() != IdentitiesAnswer)
        {
            throw Fault("does not tell its keys");
        }

        var keys = new List<SshHostKey>();
        for (var left = Math.Min(reader.UInt32(), MostKeys); left > 0; left--)
        {
            var blob = reader.String();
            _ = reader.String();
            try
            {
                if (SshHostKey.Parse(blob) is { Certificate: null } key)
                {
                    keys.Add(key);
                }
            }
            catch (MalformedInputException)
            {
                // Of a type that is not used here.
            }
        }

        return keys;
    }

    static async Task<byte[]> SignAsync(SshHostKey key, byte[] data, CancellationToken ct)
    {
        var answer = await AskAsync(new SshWriter().Byte(SignRequest).String(key.Blob).String(data).UInt32(key.Type == "ssh-rsa" ? RsaSha512 : 0).ToArray(), ct);
        var reader = new SshReader(answer);
        return reader.Byte() == SignResponse ? reader.String().ToArray() : throw Fault("does not sign with this key");
    }

    static async Task<byte[]> AskAsync(byte[] message, CancellationToken ct)
    {
        var path = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } given ? given : throw Fault("is not running: SSH_AUTH_SOCK is not set");
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            await using var stream = new NetworkStream(socket);
            var length = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)message.Length);
            await stream.WriteAsync((byte[])[.. length, .. message], ct);
            await stream.ReadExactlyAsync(length, ct);
            var size = BinaryPrimitives.ReadUInt32BigEndian(length);
            var answer = size is > 0 and <= Longest ? new byte[size] : throw Fault("answers with too much");
            await stream.ReadExactlyAsync(answer, ct);
            return answer;
        }
        catch (Exception broken) when (broken is SocketException or IOException or ArgumentException)
        {
            throw Fault($"can't be asked: {broken.Message}");
        }
    }

    static KnownHostsException Fault(string why) => new("login.agent", $"ssh-agent {why}.");
}
