using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Slipway.Formats;
using Slipway.KnownHosts.Scanning;

namespace Slipway.KnownHosts.Dns;

/// <summary>Asks one DNS server over TCP, where an answer is whole whatever its size (RFC 7766).</summary>
sealed class DnsResolver(string server, int port, Func<IPAddress, bool>? mayConnect)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public string Server => port == 53 ? server : $"{server}:{port}";

    /// <param name="setting"><c>host</c> or <c>host:port</c>; null: the first of /etc/resolv.conf.</param>
    /// <param name="mayConnect">For a server that a setting names; the machine's own is the machine's choice.</param>
    /// <exception cref="KnownHostsException">There is none.</exception>
    public static DnsResolver Of(string? setting, Func<IPAddress, bool>? mayConnect = null)
    {
        mayConnect = setting is null ? null : mayConnect;
        setting ??= System.IO.File.Exists("/etc/resolv.conf")
            ? System.IO.File.ReadLines("/etc/resolv.conf").Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words is ["nameserver", _, ..])?[1]
            : null;
        return setting is not null && HostAddress.TryParse(setting) is { } address
            ? new DnsResolver(address.Name, address.Port == HostAddress.DefaultPort ? 53 : address.Port, mayConnect)
            : throw new KnownHostsException("dns.no-resolver", "There is no DNS server to ask: set resolver in the policy.");
    }

    /// <exception cref="KnownHostsException">It does not answer.</exception>
    public async Task<DnsMessage> AskAsync(DnsName name, ushort type, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            await using var stream = await GuardedConnection.OpenAsync(server, port, mayConnect, limit.Token);
            var id = (ushort)RandomNumberGenerator.GetInt32(65536);
            var question = DnsMessage.Question(id, name, type);
            await stream.WriteAsync((byte[])[(byte)(question.Length >> 8), (byte)question.Length, .. question], limit.Token);
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, limit.Token);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(answer, limit.Token);
            var message = DnsMessage.Parse(answer);
            return message.Id == id && message.Code is 0 or 3 ? message : throw Silent($"it answered with the error {message.Code}");
        }
        catch (Exception broken) when (broken is SocketException or IOException or MalformedInputException)
        {
            throw Silent(broken.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Silent("it did not answer in time");
        }
    }

    KnownHostsException Silent(string why) => new("dns.silent", $"The DNS server {Server} can't be asked: {why}.");
}
