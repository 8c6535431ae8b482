using System.Buffers.Binary;

namespace Slipway.Formats.Rpm;

/// <summary>The 96 bytes that mark an rpm. rpm reads nothing but the magic; we also refuse kinds that no longer exist.</summary>
internal static class RpmLead
{
    public const int Length = 96;

    static ReadOnlySpan<byte> Magic => [0xed, 0xab, 0xee, 0xdb];

    public static async ValueTask ReadAsync(RpmSource source, CancellationToken ct)
    {
        var lead = new byte[Length];
        var filled = 0;
        while (filled < Length)
        {
            var read = await source.ReadAsync(lead.AsMemory(filled), ct).ConfigureAwait(false);
            filled += read;
            var seen = Math.Min(filled, Magic.Length);
            if (!lead.AsSpan(0, seen).SequenceEqual(Magic[..seen]))
            {
                throw RpmFault.NotAnRpm("The file does not begin with the mark of an rpm package.");
            }

            if (read == 0)
            {
                throw filled == 0 ? RpmFault.NotAnRpm("The file is empty.") : RpmFault.Truncated("lead");
            }
        }

        Check(lead);
    }

    static void Check(ReadOnlySpan<byte> lead)
    {
        // rpm writes 3 into packages of format 3 and 4, and 4 into those of format 6.
        if (lead[4] is not (3 or 4))
        {
            throw RpmFault.NotAnRpm($"The lead is of version {lead[4]}; only 3 and 4 are in use.");
        }

        var kind = BinaryPrimitives.ReadUInt16BigEndian(lead[6..]);
        if (kind > 1)
        {
            throw RpmFault.NotAnRpm($"The lead is of kind {kind}; a package is 0 (binary) or 1 (source).");
        }
    }
}
