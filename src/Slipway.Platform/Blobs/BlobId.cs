using System.Diagnostics.CodeAnalysis;

namespace Slipway.Platform.Blobs;

/// <summary>A blob's name: the SHA-256 of its bytes, as 64 lower-case hex digits.</summary>
public readonly record struct BlobId
{
    BlobId(string hex) => Hex = hex;

    public string Hex { get; }

    public static BlobId Parse(string hex) =>
        TryParse(hex, out var id) ? id : throw new FormatException($"'{hex}' is not a SHA-256 in lower-case hex.");

    public static bool TryParse([NotNullWhen(true)] string? hex, out BlobId id)
    {
        var good = hex is { Length: 64 } && !hex.AsSpan().ContainsAnyExcept("0123456789abcdef");
        id = good ? new BlobId(hex!) : default;
        return good;
    }

    public override string ToString() => Hex;
}
