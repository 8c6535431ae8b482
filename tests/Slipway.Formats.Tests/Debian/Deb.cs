using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

static class Deb
{
    public static async Task<DebPackage> ReadAsync(byte[] package, DebLimits? limits = null)
    {
        var source = new MemoryStream(package);
        var read = await DebReader.ReadAsync(source, limits ?? DebLimits.Default, TestContext.Current.CancellationToken);
        source.Position.ShouldBe(source.Length);
        return read;
    }

    public static async Task<MalformedInputException> RefusedAsync(byte[] package, DebLimits? limits = null) =>
        await Should.ThrowAsync<MalformedInputException>(ReadAsync(package, limits));

    /// <summary>A package of these two plain archives.</summary>
    public static byte[] Of(byte[] controlTar, byte[] dataTar) =>
        ArFile.Write(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar", controlTar), ("data.tar", dataTar));

    public static byte[] WithData(params byte[][] entries) => Of(new DebBuilder().ControlArchive(), TarFile.Write(entries));

    public static byte[] WithControl(string control) => new DebBuilder { Control = System.Text.Encoding.Latin1.GetBytes(control), Gzip = false }.Build();

    public static List<string> Lines(PathSet paths) =>
        [.. System.Text.Encoding.UTF8.GetString(paths.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
