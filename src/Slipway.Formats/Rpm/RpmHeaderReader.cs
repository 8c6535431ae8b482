using System.Buffers.Binary;

namespace Slipway.Formats.Rpm;

/// <summary>Reads a header structure from the source (rpm: docs/manual/format_header.md).</summary>
internal static class RpmHeaderReader
{
    const int IntroLength = 16;

    static ReadOnlySpan<byte> Magic => [0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0];

    public static async ValueTask<RpmHeader> SignatureAsync(RpmSource source, RpmLimits limits, CancellationToken ct)
    {
        const string Name = "signature header";
        var bytes = await ReadAsync(source, Name, limits.MaxSignatureBytes, limits.MaxTags, ct).ConfigureAwait(false);
        var header = Parse(bytes, Name, (uint)RpmSignatureTag.HeaderSignatures, isMain: false, limits);

        // The main header begins on a multiple of 8.
        var padding = new byte[-bytes.Length & 7];
        await source.ReadExactlyAsync(padding, Name, ct).ConfigureAwait(false);
        return header;
    }

    public static async ValueTask<RpmHeader> MainAsync(RpmSource source, RpmLimits limits, CancellationToken ct)
    {
        const string Name = "header";
        var bytes = await ReadAsync(source, Name, limits.MaxHeaderBytes, limits.MaxTags, ct).ConfigureAwait(false);
        return Parse(bytes, Name, (uint)RpmTag.HeaderImmutable, isMain: true, limits);
    }

    static async ValueTask<byte[]> ReadAsync(RpmSource source, string name, int maxBytes, int maxTags, CancellationToken ct)
    {
        var intro = new byte[IntroLength];
        await source.ReadExactlyAsync(intro, name, ct).ConfigureAwait(false);
        if (!intro.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw RpmFault.BadHeader($"The {name} does not begin with its mark.");
        }

        var tags = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(8));
        var size = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(12));
        if (tags > maxTags)
        {
            throw RpmFault.HeaderTooLarge(name, $"{tags} tags; {maxTags} are allowed");
        }

        var length = ((long)tags * RpmEntry.Size) + size;
        return length > maxBytes
            ? throw RpmFault.HeaderTooLarge(name, $"{length} bytes; {maxBytes} are allowed")
            : await source.ReadAfterAsync(intro, (int)length, name, ct).ConfigureAwait(false);
    }

    static RpmHeader Parse(byte[] bytes, string name, uint region, bool isMain, RpmLimits limits)
    {
        var storeAt = IntroLength + ((int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)) * RpmEntry.Size);
        var index = bytes.AsSpan(IntroLength, storeAt - IntroLength);
        var store = bytes.AsSpan(storeAt);
        if (!RpmHeaderCheck.Region(index, store, region, name, exact: isMain) && isMain)
        {
            throw RpmFault.BadHeader("The header has no immutable region: packages of format 3 are not supported.");
        }

        // The region's trailer is the last 16 bytes of a main header's store; no tag may reach into it.
        var usable = isMain ? store[..^RpmEntry.Size] : store;
        return new RpmHeader(name, bytes, RpmHeaderCheck.Entries(index, usable, name, limits.MaxArrayElements), storeAt);
    }
}
