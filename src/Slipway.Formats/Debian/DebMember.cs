using Slipway.Formats.Compression;

namespace Slipway.Formats.Debian;

/// <summary>Which of the two archives a member is, and how it is compressed.</summary>
internal static class DebMember
{
    public static CompressionKind Compression(ArMember? member, string archive, string missingCode)
    {
        if (member is null || !member.Name.StartsWith(archive, StringComparison.Ordinal))
        {
            var found = member is null ? "the package ends" : $"\"{member.Name}\" is";
            throw new MalformedInputException(missingCode, $"The package has no {archive} where it belongs: {found} there instead.");
        }

        return member.Name[archive.Length..] switch
        {
            "" => CompressionKind.None,
            ".gz" => CompressionKind.Gzip,
            ".xz" => CompressionKind.Xz,
            ".zst" => CompressionKind.Zstd,
            _ => throw new MalformedInputException(
                "deb.unsupported-compression",
                $"\"{member.Name}\" is compressed in a way that is not served. Build the package with xz, zstd or gzip: dpkg-deb -Zxz."),
        };
    }
}
