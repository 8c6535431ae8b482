using System.Text;
using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Verification.Published;

/// <summary>
/// Files of sums: <c>HEX  NAME</c> and <c>HEX *NAME</c> (coreutils), <c>SHA256 (NAME) = HEX</c> (BSD), or a lone digest beside an archive. The
/// algorithm is told by the digest's length.
/// </summary>
static partial class ChecksumFile
{
    const int MaxLines = 100_000;

    /// <param name="name">The archive's file name; sums of other files are left out.</param>
    /// <param name="isItsOwn">The file is about this archive alone, so a digest without a name is its.</param>
    public static List<PublishedChecksum> Read(byte[] file, string name, bool isItsOwn, string source)
    {
        var sums = new List<PublishedChecksum>();
        foreach (var line in Encoding.UTF8.GetString(file).Split('\n').Take(MaxLines))
        {
            if (line.Length > 2000 || Line().Match(line.Trim()) is not { Success: true } match) continue;
            var hex = match.Groups["hex"].Value.ToLowerInvariant();
            var of = match.Groups["name"].Value;
            var isMeant = of.Length == 0 ? isItsOwn : of[(of.LastIndexOf('/') + 1)..] == name;
            if (isMeant && Algorithm(hex.Length) is { } algorithm) sums.Add(new(algorithm, hex, source));
        }

        return sums;
    }

    static string? Algorithm(int digits) => digits switch
    {
        32 => "md5",
        40 => "sha1",
        64 => "sha256",
        96 => "sha384",
        128 => "sha512",
        _ => null,
    };

    [GeneratedRegex(@"^(?:(?<hex>[0-9A-Fa-f]{32,128})(?:\s+\*?(?<name>\S+))?|[A-Za-z0-9-]+\s*\((?<name>[^()]+)\)\s*=\s*(?<hex>[0-9A-Fa-f]{32,128}))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
