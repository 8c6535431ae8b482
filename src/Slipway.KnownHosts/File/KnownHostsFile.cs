using System.Text;
using Slipway.Formats;

namespace Slipway.KnownHosts.File;

/// <summary>
/// A known_hosts file, kept byte for byte: what was not changed is written as it was read, comments, blank lines, lines of types that nobody
/// knows and carriage returns included.
/// </summary>
public sealed class KnownHostsFile
{
    const int LargestFile = 16 * 1024 * 1024;

    readonly bool endsWithNewline;

    KnownHostsFile(IReadOnlyList<KnownHostsLine> lines, bool endsWithNewline) => (Lines, this.endsWithNewline) = (lines, endsWithNewline);

    public static KnownHostsFile Empty { get; } = new([], true);

    public IReadOnlyList<KnownHostsLine> Lines { get; }

    public IEnumerable<KnownHostsEntry> Entries => Lines.Select(line => line.Entry).OfType<KnownHostsEntry>();

    /// <summary>The hosts that are named in full, in the order of the file.</summary>
    public IReadOnlyList<HostAddress> Hosts =>
        [.. Entries.Where(entry => entry.Marker == LineMarker.None).SelectMany(entry => entry.Patterns).Select(pattern => pattern.Literal).OfType<HostAddress>().Distinct()];

    /// <exception cref="MalformedInputException">It is too large.</exception>
    public static KnownHostsFile Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestFile)
        {
            throw new MalformedInputException("known-hosts.too-large", $"A known_hosts file has at most {LargestFile / 1024 / 1024} MiB.");
        }

        if (bytes.IsEmpty)
        {
            return Empty;
        }

        // Latin-1 keeps every byte as it is.
        var text = Encoding.Latin1.GetString(bytes);
        var newline = text.EndsWith('\n');
        return new KnownHostsFile([.. (newline ? text[..^1] : text).Split('\n').Select(KnownHostsLine.Parse)], newline);
    }

    public byte[] Write() => Encoding.Latin1.GetBytes(string.Join('\n', Lines.Select(line => line.Text)) + (Lines.Count > 0 && endsWithNewline ? "\n" : ""));

    /// <summary>Lines that are for this host.</summary>
    public IEnumerable<KnownHostsEntry> For(HostAddress host, LineMarker marker = LineMarker.None) => Entries.Where(entry => entry.Marker == marker && entry.Matches(host));

    internal KnownHostsFile With(IReadOnlyList<KnownHostsLine> lines) => new(lines, endsWithNewline || lines.Count > Lines.Count);
}

/// <param name="Text">Without the line's end; a carriage return is part of it.</param>
/// <param name="Entry">Null for what names no key.</param>
public sealed record KnownHostsLine(string Text, KnownHostsEntry? Entry)
{
    public static KnownHostsLine Parse(string text) => new(text, KnownHostsEntry.TryParse(text.TrimEnd('\r')));
}
