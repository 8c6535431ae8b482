using Slipway.Testing;

namespace Slipway.Bench.Samples;

/// <summary>A package with one file of noise, of any size, streamed to disk.</summary>
static class LargeDeb
{
    const int Block = 1 << 20;

    /// <param name="bytes">Of the file in it; a multiple of 512.</param>
    public static string Write(string folder, string name, long bytes)
    {
        var header = TarFile.Entry($"./usr/share/{name}", '0', [], raw => TarFile.Put(raw, 124, Convert.ToString(bytes, 8).PadLeft(11, '0') + "\0"));
        var control = new DebBuilder { Name = name, Architecture = "amd64", Gzip = false }.ControlArchive();
        var path = Path.Combine(folder, $"{name}_1.0-1_amd64.deb");
        using var file = File.Create(path);
        file.Write(ArFile.Write(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar", control)));
        file.Write(ArFile.Member("data.tar", [], (header.Length + bytes + 1024).ToString()));
        file.Write(header);
        var random = new Random(1);
        var noise = new byte[Block];
        for (var left = bytes; left > 0; left -= Block)
        {
            random.NextBytes(noise);
            file.Write(noise.AsSpan(0, (int)Math.Min(left, Block)));
        }

        file.Write(new byte[1024]);
        return path;
    }
}
