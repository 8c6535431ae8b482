using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>deb822(5), as strictly as dpkg reads a package's control file.</summary>
internal static class ControlParser
{
    public static List<ControlField> Parse(ReadOnlySpan<byte> bytes, ControlLimits limits)
    {
        var text = bytes.Trim((byte)'\n');
        if (text.IsEmpty) throw new MalformedInputException("control.empty", "A control file has no fields.");
        if (bytes[^1] != '\n') throw new MalformedInputException("control.no-final-newline", "A control file does not end with a newline: is it truncated?");

        var fields = new List<ControlField>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (!text.IsEmpty)
        {
            var length = FieldLength(text);
            var field = Field(text[..length]);
            if (!names.Add(field.Name)) throw new MalformedInputException("control.duplicate-field", $"The field {field.Name} occurs twice.");
            if (names.Count > limits.MaxFields) throw new MalformedInputException("control.too-many-fields", $"A control paragraph has more than {limits.MaxFields} fields.");
            fields.Add(field);
            text = text[Math.Min(length + 1, text.Length)..];
        }

        return fields;
    }

    /// <summary>To the newline before a line that does not begin with a blank.</summary>
    static int FieldLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (true)
        {
            var newline = text[at..].IndexOf((byte)'\n');
            if (newline < 0) return text.Length;
            at += newline + 1;
            if (text[at] is not ((byte)' ' or (byte)'\t')) return at - 1;
        }
    }

    static ControlField Field(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) throw new MalformedInputException("control.many-paragraphs", "A control file has an empty line between fields: only one paragraph belongs there.");
        var colon = field.IndexOf((byte)':');
        var name = colon < 0 ? [] : field[..colon];
        if (name.IsEmpty || name[0] is (byte)'#' or (byte)'-' || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            throw new MalformedInputException("control.bad-field", $"A control file's line is no field: {ErrorText.Show(field)}.");
        var value = field[(colon + 1)..];
        RefuseControlCharacters(name, value);
        RefuseBlankLines(name, value);
        return new(Encoding.ASCII.GetString(name), value.TrimStart(" \t"u8).TrimEnd(" \t\n"u8).ToArray());
    }

    static void RefuseControlCharacters(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        foreach (var c in value)
        {
            if (c is < (byte)' ' and not ((byte)'\n' or (byte)'\t') or 0x7f)
                throw new MalformedInputException("control.control-character", $"The field {Encoding.ASCII.GetString(name)} has the control character 0x{c:x2}.");
        }
    }

    static void RefuseBlankLines(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var newline = value.IndexOf((byte)'\n');
        if (newline < 0) return;
        var lines = value[(newline + 1)..];
        foreach (var line in lines.Split((byte)'\n'))
        {
            if (lines[line].Trim(" \t"u8).IsEmpty)
                throw new MalformedInputException("control.blank-line", $"The field {Encoding.ASCII.GetString(name)} has a line of blanks only; write \" .\" for an empty line.");
        }
    }
}
