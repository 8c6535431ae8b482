using System.Buffers;
using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>Writes one index stanza: the fields of a known order first, spelled as the order has them; then the others as they came.</summary>
internal sealed class Stanza(IReadOnlyList<string> order)
{
    readonly Dictionary<string, ControlField> _fields = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> _names = [];

    public void Add(IEnumerable<ControlField> fields)
    {
        foreach (var field in fields) Set(field);
    }

    public void Set(string name, string value) => Set(new(name, Encoding.UTF8.GetBytes(value)));

    public void Remove(string name) => _fields.Remove(name);

    /// <summary>Ends with the blank line that separates stanzas.</summary>
    public byte[] ToBytes()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        foreach (var name in order)
        {
            if (_fields.Remove(name, out var field)) Write(output, name, field.Value.Span);
        }

        foreach (var name in _names)
        {
            if (_fields.Remove(name, out var field)) Write(output, field.Name, field.Value.Span);
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    void Set(ControlField field)
    {
        if (!_fields.ContainsKey(field.Name)) _names.Add(field.Name);
        _fields[field.Name] = field;
    }

    static void Write(ArrayBufferWriter<byte> output, string name, ReadOnlySpan<byte> value)
    {
        Encoding.ASCII.GetBytes(name, output);
        output.Write(value.IsEmpty || value[0] == '\n' ? ":"u8 : ": "u8);
        output.Write(value);
        output.Write("\n"u8);
    }
}
