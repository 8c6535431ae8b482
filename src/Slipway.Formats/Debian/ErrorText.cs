using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>Foreign text in a message: short, on one line.</summary>
internal static class ErrorText
{
    public static string Show(string text) =>
        string.Concat((text.Length > 80 ? text[..80] + "..." : text).Select(c => char.IsControl(c) ? '?' : c));

    public static string Show(ReadOnlySpan<byte> text) => Show(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]));
}
