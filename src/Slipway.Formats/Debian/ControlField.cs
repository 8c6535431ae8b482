using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>One field, as it was written.</summary>
/// <param name="Name">In its original spelling.</param>
/// <param name="Value">
/// The bytes after the colon without the blanks around them; continuation lines follow with their newline and leading blank.
/// Not necessarily UTF-8.
/// </param>
public readonly record struct ControlField(string Name, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value as text; what is not UTF-8 becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Value.Span);
}
