using System.Collections.Frozen;

namespace Slipway.Formats.Debian;

/// <summary>
/// One deb822(5) paragraph: its fields in order. Values keep their bytes exactly; names are looked up regardless of case.
/// </summary>
public sealed class ControlParagraph
{
    readonly FrozenDictionary<string, ControlField> _byName;

    public ControlParagraph(IEnumerable<ControlField> fields)
    {
        Fields = [.. fields];
        _byName = Fields.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        if (_byName.Count != Fields.Count) throw new ArgumentException("A field occurs twice.", nameof(fields));
    }

    public IReadOnlyList<ControlField> Fields { get; }

    /// <summary>The field's value as text, continuation lines included, or null.</summary>
    public string? this[string name] => Find(name)?.Text;

    public ControlField? Find(string name) => _byName.TryGetValue(name, out var field) ? field : null;

    /// <summary>
    /// Exactly one paragraph; empty lines around it are allowed. Refuses a field that occurs twice, control characters, a value's
    /// blank lines and a missing last newline, which apt and dpkg understand differently.
    /// </summary>
    public static ControlParagraph Parse(ReadOnlySpan<byte> bytes, ControlLimits limits)
    {
        if (bytes.Length > limits.MaxBytes) throw TooLarge(limits);
        return new(ControlParser.Parse(bytes, limits));
    }

    internal static MalformedInputException TooLarge(ControlLimits limits) =>
        new("control.too-large", $"A control paragraph has more than {limits.MaxBytes} bytes.");
}
