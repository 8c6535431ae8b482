using System.Buffers.Binary;
using Slipway.Formats;

namespace Slipway.KnownHosts.Dns;

/// <summary>A question and its answer (RFC 1035, 4; RFC 6891).</summary>
/// <param name="Code">0: no error; 3: there is no such name.</param>
sealed record DnsMessage(int Id, int Code, IReadOnlyList<DnsRecord> Answers)
{
    const int MostRecords = 1000;
    const ushort RecursionDesired = 0x0100;
    const ushort CheckingDisabled = 0x0010;

    /// <summary>Asks for signatures (DO), and for what does not pass the resolver's own check as well (CD): we check.</summary>
    public static byte[] Question(ushort id, DnsName name, ushort type)
    {
        var question = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(question, id);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(2), RecursionDesired | CheckingDisabled);
        (question[5], question[11]) = (1, 1);
        return [.. question, .. name.Write(), (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 41, 0xff, 0xff, 0, 0, 0x80, 0, 0, 0];
    }

    /// <exception cref="MalformedInputException">It is none.</exception>
    public static DnsMessage Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
        {
            throw Bad();
        }

        int questions = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), answers = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        if (questions > 1 || answers > MostRecords)
        {
            throw Bad();
        }

        var at = 12;
        for (; questions > 0; questions--)
        {
            DnsName.Read(bytes, ref at);
            at += 4;
        }

        var records = new List<DnsRecord>(answers);
        for (; answers > 0; answers--)
        {
            records.Add(DnsRecord.Read(bytes, ref at));
        }

        return new DnsMessage(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[3] & 0xf, records);
    }

    internal static MalformedInputException Bad() => new("dns.malformed", "The answer of DNS can't be read.");
}
