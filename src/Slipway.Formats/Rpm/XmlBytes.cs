using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Slipway.Formats.Rpm;

/// <summary>
/// Writes XML as UTF-8 bytes, escaped as libxml2 does where createrepo_c uses it: in attributes everything beyond ASCII becomes a
/// character reference. What XML 1.0 cannot carry (most control characters) is left out.
/// </summary>
internal sealed class XmlBytes(int capacity = 4096)
{
    // In text: markup, control characters, and the lead byte of U+FFFE and U+FFFF.
    static readonly SearchValues<byte> TextSpecial = SearchValues.Create([.. Controls(except: "\t\n"), .. "&<>"u8, 0xef]);
    static readonly SearchValues<byte> AttributeSpecial = SearchValues.Create(
        [.. Controls(except: ""), .. "&<>\""u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    readonly ArrayBufferWriter<byte> _out = new(capacity);

    public byte[] ToArray() => _out.WrittenSpan.ToArray();

    /// <summary>Markup that needs no escaping.</summary>
    public XmlBytes Raw(ReadOnlySpan<byte> markup)
    {
        _out.Write(markup);
        return this;
    }

    public XmlBytes Number(long number)
    {
        Utf8Formatter.TryFormat(number, _out.GetSpan(20), out var written);
        _out.Advance(written);
        return this;
    }

    public XmlBytes Text(string text)
    {
        var (bytes, length) = Encode(text);
        Text(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return this;
    }

    /// <summary>Text that is UTF-8 already.</summary>
    public XmlBytes Text(ReadOnlySpan<byte> text)
    {
        int at;
        while ((at = text.IndexOfAny(TextSpecial)) >= 0)
        {
            _out.Write(text[..at]);
            text = text[(at + EscapeInText(text[at..]))..];
        }

        _out.Write(text);
        return this;
    }

    /// <summary>Text in an attribute, without its quotes.</summary>
    public XmlBytes Attribute(string text)
    {
        var (bytes, length) = Encode(text);
        var rest = bytes.AsSpan(0, length);
        int at;
        while ((at = rest.IndexOfAny(AttributeSpecial)) >= 0)
        {
            _out.Write(rest[..at]);
            rest = rest[(at + EscapeInAttribute(rest[at..]))..];
        }

        _out.Write(rest);
        ArrayPool<byte>.Shared.Return(bytes);
        return this;
    }

    // Each returns how many bytes of the input it has dealt with.
    int EscapeInText(ReadOnlySpan<byte> text)
    {
        if (text[0] == 0xef)
        {
            var isNoCharacter = text is [_, 0xbf, 0xbe or 0xbf, ..];
            _out.Write(isNoCharacter ? [] : text[..1]);
            return isNoCharacter ? 3 : 1;
        }

        _out.Write(text[0] switch
        {
            (byte)'&' => "&amp;"u8,
            (byte)'<' => "&lt;"u8,
            (byte)'>' => "&gt;"u8,
            (byte)'\r' => "&#13;"u8,
            _ => [],
        });
        return 1;
    }

    int EscapeInAttribute(ReadOnlySpan<byte> text)
    {
        if (text[0] >= 0x80)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (rune.Value is not (0xfffe or 0xffff))
            {
                _out.Write("&#x"u8);
                Utf8Formatter.TryFormat(rune.Value, _out.GetSpan(8), out var written, 'X');
                _out.Advance(written);
                _out.Write(";"u8);
            }

            return length;
        }

        _out.Write(text[0] switch
        {
            (byte)'"' => "&quot;"u8,
            (byte)'\n' => "&#10;"u8,
            (byte)'\t' => "&#9;"u8,
            _ => [],
        });
        return text[0] is (byte)'"' or (byte)'\n' or (byte)'\t' ? 1 : EscapeInText(text);
    }

    static (byte[] Bytes, int Length) Encode(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Utf8.FromUtf16(text, bytes, out _, out var length);
        return (bytes, length);
    }

    static IEnumerable<byte> Controls(string except) =>
        Enumerable.Range(0, 0x20).Select(b => (byte)b).Where(b => !except.Contains((char)b, StringComparison.Ordinal));
}
