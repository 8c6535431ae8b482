using System.Buffers;
using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>A package's lines of a Contents index, as <c>apt-ftparchive contents</c> writes them.</summary>
public static class ContentsLines
{
    const int Column = 60;
    const int Tab = 8;

    /// <param name="qualifiedName"><c>section/name</c>, or several of them with commas between.</param>
    public static byte[] Write(PathSet paths, string qualifiedName)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(1, paths.Bytes.Length + paths.Count * (qualifiedName.Length + 4)));
        foreach (var path in paths)
        {
            output.Write(path);
            WriteBlanks(output, path.Length);
            Encoding.UTF8.GetBytes(qualifiedName, output);
            output.Write("\n"u8);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Tabs while they stay before the column, then spaces; at least one.</summary>
    static void WriteBlanks(ArrayBufferWriter<byte> output, int at)
    {
        var target = Math.Max(Column, at + 1);
        for (var next = NextStop(at); next < target; next = NextStop(at))
        {
            output.Write("\t"u8);
            at = next;
        }

        for (; at < target; at++) output.Write(" "u8);
    }

    static int NextStop(int at) => (at / Tab + 1) * Tab;
}
