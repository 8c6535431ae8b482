using System.Text;
using System.Xml.Linq;
using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Fuzz;

/// <summary>Any bytes are refused with a code, or become metadata that is well-formed XML.</summary>
static class RpmTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("rpm-reader", [new RpmBuilder().ToArray(), new RpmBuilder { Format = 6, Epoch = 1 }.ToArray(), new RpmBuilder { Files = [] }.ToArray()], ReadAsync),
        new("rpm-header", [[0, 0, 6, 1, 65, 0]], HeaderAsync),
        new("rpm-vercmp", ["1.0~rc1\n1.0"u8.ToArray(), "1^git\n1.0.1"u8.ToArray()], CompareAsync) { ReadsAnything = true },
    ];

    static async Task ReadAsync(byte[] bytes, CancellationToken ct)
    {
        var package = await RpmReader.ReadAsync(new MemoryStream(bytes), RpmLimits.Default, ct);
        var primary = PrimaryXml.WritePackage(package, new RpmFileFacts("00", bytes.Length, 0, package.Filename));
        XDocument.Load(new MemoryStream([.. PrimaryXml.Header(1), .. primary, .. PrimaryXml.Footer]));
        XDocument.Load(new MemoryStream([.. FilelistsXml.Header(1), .. FilelistsXml.WritePackage(package, "00"), .. FilelistsXml.Footer]));
        XDocument.Load(new MemoryStream([.. OtherXml.Header(1), .. OtherXml.WritePackage(package, "00"), .. OtherXml.Footer]));
    }

    // Sums would refuse nearly every change of a header's bytes: here the input makes a tag, and the sums are honest.
    static Task HeaderAsync(byte[] bytes, CancellationToken ct) => bytes.Length < 4
        ? Task.CompletedTask
        : ReadAsync(new RpmBuilder { Header = header => header.Raw(1000u + bytes[0] + (bytes[1] & 1u), bytes[2] % 11u, bytes[3], bytes[4..]) }.ToArray(), ct);

    static Task CompareAsync(byte[] bytes, CancellationToken ct)
    {
        var (a, b) = Encoding.UTF8.GetString(bytes).Split('\n', 2) is [var one, var two] ? (one, two) : ("1", "2");
        return Math.Sign(RpmVercmp.Compare(a, b)) == -Math.Sign(RpmVercmp.Compare(b, a))
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{a} and {b} have no order");
    }
}
