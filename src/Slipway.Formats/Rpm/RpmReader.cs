namespace Slipway.Formats.Rpm;

/// <summary>
/// Reads a package of format 4 or 6 (rpm: docs/manual/format_v4.md, format_v6.md) and holds it to its own claims: sizes, digests
/// of the header, digests of the payload. Signatures are not checked here: clients do that, with keys that they trust.
/// </summary>
public static class RpmReader
{
    /// <summary>
    /// Reads <paramref name="source"/> in one forward pass to its very end; memory grows with the headers as they arrive, never
    /// with the payload.
    /// </summary>
    /// <exception cref="MalformedInputException">The bytes are no package, or not the one that they claim to be.</exception>
    public static async ValueTask<RpmPackage> ReadAsync(Stream source, RpmLimits limits, CancellationToken ct)
    {
        var bytes = new RpmSource(source);
        await RpmLead.ReadAsync(bytes, ct).ConfigureAwait(false);
        var signature = await RpmHeaderReader.SignatureAsync(bytes, limits, ct).ConfigureAwait(false);
        var headerStart = bytes.Position;
        var header = await RpmHeaderReader.MainAsync(bytes, limits, ct).ConfigureAwait(false);

        CheckTags(header);
        var format = Format(header);
        var claims = RpmClaims.Read(signature, header, isV6: format == 6);
        var package = RpmDescription.Read(signature, header, format, headerStart, limits);
        await RpmPayload.CheckAsync(bytes, header, claims, ct).ConfigureAwait(false);
        return package;
    }

    static int Format(RpmHeader header) => header.Number((uint)RpmTag.RpmFormat, RpmType.Int32) switch
    {
        null or 4 => 4,
        6 => 6,
        var other => throw new MalformedInputException("rpm.unsupported-format", $"The package is of format {other}; 4 and 6 are supported."),
    };

    static void CheckTags(RpmHeader header)
    {
        // rpm merges the signature header into the main one, and refuses a package that already has such a tag (lib/package.cc).
        foreach (var tag in header.Tags)
        {
            if (tag is > 256 and < 280 and not (266 or 274 or 275))
            {
                throw RpmFault.BadTag("header", tag, "belongs into the signature header");
            }
        }

        if (header.Text((uint)RpmTag.PayloadFormat) is { } payload && !payload.Span.SequenceEqual("cpio"u8))
        {
            throw new MalformedInputException("rpm.unsupported-payload", "The payload is not a cpio archive: a delta package, perhaps.");
        }
    }
}
