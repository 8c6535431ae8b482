namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>Checksums as registries write them.</summary>
static class Integrity
{
    /// <summary>Subresource integrity: <c>sha512-BASE64</c>, several divided by blanks; the strongest is taken.</summary>
    public static PublishedChecksum? Read(string? text, string source)
    {
        if (text is null or { Length: > 2000 }) return null;
        foreach (var algorithm in new[] { "sha512", "sha384", "sha256", "sha1" })
        {
            foreach (var part in text.Split(' '))
            {
                if (!part.StartsWith(algorithm + "-", StringComparison.Ordinal)) continue;
                var bytes = new byte[64];
                if (Convert.TryFromBase64String(part[(algorithm.Length + 1)..].Split('?')[0], bytes, out var length)) return Hex(algorithm, Convert.ToHexStringLower(bytes.AsSpan(0, length)), source);
            }
        }

        return null;
    }

    /// <summary>Null: not as many hexadecimal digits as the algorithm has.</summary>
    public static PublishedChecksum? Hex(string algorithm, string? hex, string source) =>
        hex is not null && hex.Length == Digits(algorithm) && hex.All(char.IsAsciiHexDigit) ? new(algorithm, hex.ToLowerInvariant(), source) : null;

    static int Digits(string algorithm) => algorithm switch
    {
        "md5" => 32,
        "sha1" => 40,
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => -1,
    };
}
