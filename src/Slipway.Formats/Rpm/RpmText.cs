using System.Text;
using System.Text.Unicode;

namespace Slipway.Formats.Rpm;

/// <summary>
/// Text of a header as createrepo_c understands it: UTF-8, or else Latin-1, where the codes 0x80 to 0xBF (most likely a
/// mislabelled Windows-1252) and control characters are left out (createrepo_c: cr_latin1_to_utf8).
/// </summary>
internal static class RpmText
{
    public static string Decode(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : FromLatin1(bytes);

    public static string FromLatin1(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            if (b is >= 0xc0 or (>= 0x20 and < 0x80) or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                text.Append((char)b);
            }
        }

        return text.ToString();
    }
}
