using System.Text;

namespace Slipway.DependencyUpdates.Files;

/// <summary>The text of one file, such that writing it back unchanged gives the same bytes: byte order mark, line ends and foreign bytes stay.</summary>
public sealed class SourceFile
{
    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Encoding _encoding;
    List<int>? _lines;

    SourceFile(string path, string text, Encoding encoding) => (Path, Text, _encoding) = (path, text, encoding);

    public string Path { get; }

    public string Text { get; }

    /// <summary>UTF-8 where the bytes are, else one character for each byte.</summary>
    public static SourceFile Read(string path, byte[] bytes)
    {
        try
        {
            return new(path, s_strict.GetString(bytes), s_strict);
        }
        catch (DecoderFallbackException)
        {
            return new(path, Encoding.Latin1.GetString(bytes), Encoding.Latin1);
        }
    }

    public byte[] Bytes(string text) => _encoding.GetBytes(text);

    public Place Place(int start, int length) => new(Path, start, Text.Substring(start, length));

    /// <summary>From 1.</summary>
    public int LineAt(int start)
    {
        _lines ??= [.. Text.Select((c, at) => (c, at)).Where(pair => pair.c == '\n').Select(pair => pair.at)];
        var found = _lines.BinarySearch(start);
        return (found < 0 ? ~found : found) + 1;
    }

    /// <summary>The lines without their ends, with where they begin.</summary>
    public IEnumerable<(int Start, string Text)> Lines()
    {
        var at = 0;
        while (at < Text.Length)
        {
            var end = Text.IndexOf('\n', at);
            var next = end < 0 ? Text.Length : end + 1;
            yield return (at, Text[at..(end < 0 ? Text.Length : end)].TrimEnd('\r'));
            at = next;
        }
    }
}
