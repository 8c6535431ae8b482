using System.Buffers.Binary;

namespace Slipway.KnownHosts.Dns;

/// <param name="Data">As it is signed: names in it whole and lower-case.</param>
sealed record DnsRecord(DnsName Owner, ushort Type, byte[] Data)
{
    public const ushort CName = 5;
    public const ushort Ds = 43;
    public const ushort Sshfp = 44;
    public const ushort Signature = 46;
    public const ushort Key = 48;

    public static DnsRecord Read(ReadOnlySpan<byte> message, ref int at)
    {
        var owner = DnsName.Read(message, ref at);
        if (at + 10 > message.Length)
        {
            throw DnsMessage.Bad();
        }

        var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(message[at..]), BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]));
        at += 10;
        if (at + length > message.Length)
        {
            throw DnsMessage.Bad();
        }

        var from = at;
        at += length;
        return new DnsRecord(owner, type, type == CName ? DnsName.Read(message, ref from).Write() : message.Slice(from, length).ToArray());
    }
}
