using System.Text;

namespace Slipway.Testing;

/// <summary>Writes tar archives block by block, as right or as wrong as a test wants them.</summary>
public static class TarFile
{
    /// <summary>The entries and the end mark.</summary>
    public static byte[] Write(params byte[][] entries) => [.. entries.SelectMany(e => e), .. new byte[1024]];

    public static byte[] File(string name, byte[] content) => Entry(name, '0', content);

    public static byte[] Folder(string name) => Entry(name, '5', []);

    public static byte[] Link(string name, char type = '2') => Entry(name, type, []);

    /// <summary>GNU's long name: the next entry's name, whatever its own header says.</summary>
    public static byte[] LongName(string name) => Entry("././@LongLink", 'L', [.. Encoding.UTF8.GetBytes(name), 0]);

    /// <summary>A pax record for the next entry.</summary>
    public static byte[] Pax(string keyword, string value, char type = 'x')
    {
        var rest = Encoding.UTF8.GetByteCount($" {keyword}={value}\n");
        var length = rest + rest.ToString().Length;
        if (length.ToString().Length > rest.ToString().Length) length++;
        return Entry("pax", type, Encoding.UTF8.GetBytes($"{length} {keyword}={value}\n"));
    }

    /// <summary>A header and its content, padded. <paramref name="change"/> may spoil the header before its checksum is taken.</summary>
    public static byte[] Entry(string name, char type, byte[] content, Action<byte[]>? change = null) =>
        Entry(Encoding.UTF8.GetBytes(name), type, content, change);

    public static byte[] Entry(byte[] name, char type, byte[] content, Action<byte[]>? change = null)
    {
        var header = new byte[512];
        name.AsSpan(0, Math.Min(100, name.Length)).CopyTo(header);
        Put(header, 100, type == '5' ? "0000755\0" : "0000644\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        Put(header, 124, Convert.ToString(content.Length, 8).PadLeft(11, '0') + "\0");
        Put(header, 136, "00000000000\0");
        header[156] = (byte)type;
        Put(header, 257, "ustar  \0");
        change?.Invoke(header);
        Put(header, 148, "        ");
        Put(header, 148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        return [.. header, .. content, .. new byte[-content.Length & 511]];
    }

    public static void Put(byte[] header, int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, at);
}
