using System.Buffers.Binary;
using Slipway.Formats;

namespace Slipway.KnownHosts.Dns;

/// <summary>RRSIG (RFC 4034, 3).</summary>
/// <param name="Head">What is signed of itself: all before the signature, the signer's name lower-case.</param>
sealed record DnsSignature(ushort Covered, byte Algorithm, byte Labels, uint Ttl, uint Expires, uint Begins, ushort Tag, DnsName Signer, byte[] Head, byte[] Value)
{
    /// <exception cref="MalformedInputException">It is none.</exception>
    public static DnsSignature Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length < 19)
        {
            throw DnsMessage.Bad();
        }

        var at = 18;
        var signer = DnsName.Read(data, ref at);
        return new DnsSignature(
            BinaryPrimitives.ReadUInt16BigEndian(data), data[2], data[3], BinaryPrimitives.ReadUInt32BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[12..]), BinaryPrimitives.ReadUInt16BigEndian(data[16..]), signer, [.. data[..18], .. signer.Write()], data[at..].ToArray());
    }

    // Serial numbers: a difference of less than half the circle (RFC 4034, 3.1.5).
    public bool IsTimely(DateTimeOffset now)
    {
        var at = (uint)now.ToUnixTimeSeconds();
        return unchecked((int)(at - Begins)) >= 0 && unchecked((int)(Expires - at)) >= 0;
    }

    /// <summary>What is signed: the head, then each record in order of its bytes (RFC 4034, 3.1.8.1 and 6.3).</summary>
    public byte[] Signed(DnsName owner, IEnumerable<DnsRecord> records)
    {
        var name = owner.Write();
        var signed = new List<byte>(Head);
        foreach (var data in records.Select(record => record.Data).DistinctBy(Convert.ToHexString).OrderBy(Convert.ToHexString, StringComparer.Ordinal))
        {
            var middle = new byte[10];
            BinaryPrimitives.WriteUInt16BigEndian(middle, Covered);
            middle[3] = 1;
            BinaryPrimitives.WriteUInt32BigEndian(middle.AsSpan(4), Ttl);
            BinaryPrimitives.WriteUInt16BigEndian(middle.AsSpan(8), (ushort)data.Length);
            signed.AddRange([.. name, .. middle, .. data]);
        }

        return [.. signed];
    }
}
