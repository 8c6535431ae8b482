using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Slipway.Formats.Provenance;

/// <summary>
/// A signed payload as the DSSE protocol writes it (github.com/secure-systems-lab/dsse, v1.0.2): JSON with the payload and its signatures in
/// base64. What is signed is not the JSON but <see cref="PreAuthenticated"/>.
/// </summary>
public sealed record DsseEnvelope(string PayloadType, byte[] Payload, IReadOnlyList<DsseSignature> Signatures)
{
    public const int MaxBytes = 1 << 20;

    const int MaxSignatures = 16;

    /// <summary><c>PAE(type, payload)</c>: <c>DSSEv1 LEN(type) type LEN(payload) payload</c>, lengths in decimal bytes.</summary>
    public byte[] PreAuthenticated => PreAuthenticate(PayloadType, Payload);

    public static byte[] PreAuthenticate(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    public static DsseEnvelope Sign(string payloadType, byte[] payload, ProvenanceKey key) =>
        new(payloadType, payload, [new DsseSignature(key.KeyId, key.Sign(PreAuthenticate(payloadType, payload)))]);

    /// <summary>Whether this key signed it. Other signatures and the key ids that they claim do not matter.</summary>
    public bool IsSignedBy(ProvenancePublicKey key) => Signatures.Any(signature => key.Verify(PreAuthenticated, signature.Value));

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        new DsseJson(PayloadType, Convert.ToBase64String(Payload), [.. Signatures.Select(signature => new DsseSignatureJson(signature.KeyId, Convert.ToBase64String(signature.Value)))]),
        ProvenanceJson.Default.DsseJson);

    /// <exception cref="MalformedInputException">Code <c>provenance.*</c>.</exception>
    public static DsseEnvelope Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes)
            throw new MalformedInputException("provenance.too-large", "The provenance has more than 1 MiB.");
        var read = ProvenanceJson.Read(json, ProvenanceJson.Default.DsseJson);
        if (read is not { PayloadType: { Length: > 0 } type, Payload: { } payload, Signatures: { Count: > 0 and <= MaxSignatures } signatures })
            throw new MalformedInputException("provenance.malformed", "The provenance is no DSSE envelope: payloadType, payload and 1 to 16 signatures are needed.");
        return new DsseEnvelope(type, Decode(payload), [.. signatures.Select(one => new DsseSignature(one?.Keyid, Decode(one?.Sig ?? "")))]);
    }

    // The protocol allows the standard and the URL-safe alphabet.
    static byte[] Decode(string base64)
    {
        var standard = base64.Replace('-', '+').Replace('_', '/');
        var data = new byte[standard.Length];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), data, out var length)
            ? data[..length]
            : throw new MalformedInputException("provenance.malformed", "The envelope holds something that is not base64.");
    }
}

/// <param name="KeyId">A hint; nothing is trusted by it.</param>
public sealed record DsseSignature(string? KeyId, byte[] Value);
