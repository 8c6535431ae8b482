using System.Globalization;

namespace Slipway.Formats.Debian;

/// <summary>The multi-line fields <c>Files</c> and <c>Checksums-*</c>, policy 5.6.21 and 5.6.24.</summary>
internal static class FileList
{
    /// <summary>One line: digest, size, and what follows.</summary>
    public readonly record struct Line(string Digest, long Size, string[] Rest)
    {
        public string Name => Rest[^1];
    }

    /// <summary>Every file of <c>Files</c>, with the SHA-256 that <c>Checksums-Sha256</c> gives it.</summary>
    public static List<(Line Line, string? Sha256)> Read(ControlParagraph control, int columns)
    {
        var files = Lines(control, "Files", digestLength: 32, columns);
        if (files.Count == 0) throw new MalformedInputException("control.missing-field", "The field Files is missing, or lists nothing.");
        var strong = control.Find("Checksums-Sha256") is null ? null : Lines(control, "Checksums-Sha256", digestLength: 64, columns: 3);
        if (strong is not null && strong.Count != files.Count) throw Differs();
        return [.. files.Select(f => (f.Value, Strong(f.Value)))];

        string? Strong(Line file) => strong is null ? null
            : strong.TryGetValue(file.Name, out var found) && found.Size == file.Size ? found.Digest
            : throw Differs();
    }

    static Dictionary<string, Line> Lines(ControlParagraph control, string field, int digestLength, int columns)
    {
        var lines = new Dictionary<string, Line>(StringComparer.Ordinal);
        foreach (var text in (control[field] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != columns || parts[0].Length != digestLength || !parts[0].All(char.IsAsciiHexDigit)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                throw Bad(field, text);
            if (!DebianNames.IsFile(parts[^1])) throw new MalformedInputException("control.bad-file-name", $"The field {field} names a file that no package has: \"{ErrorText.Show(parts[^1])}\".");
            if (!lines.TryAdd(parts[^1], new(parts[0].ToLowerInvariant(), size, parts[2..]))) throw Bad(field, text);
        }

        return lines;
    }

    static MalformedInputException Bad(string field, string line) =>
        new("control.bad-file-list", $"The field {field} cannot be understood, or repeats a file, at \"{ErrorText.Show(line)}\".");

    static MalformedInputException Differs() =>
        new("control.bad-file-list", "The fields Files and Checksums-Sha256 do not list the same files.");
}
