using System.Diagnostics;
using System.Formats.Tar;
using Slipway.Formats;
using Slipway.Formats.Compression;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>
/// Takes a few named files out of an archive from outside. Nothing else of it reaches the disk: no link, no device, no name of its own choosing;
/// entries, sizes and the ratio of compression are bounded.
/// </summary>
static class ArchiveFiles
{
    const int MaxEntries = 500_000;
    const long MaxFileBytes = 32 << 20;
    const long MaxTotalBytes = 256 << 20;

    static readonly DecompressionLimits s_limits = new(4L << 30, 1000, 512L << 20);

    /// <param name="wanted">Paths below the archive's one folder at the top, or from its top where it has none.</param>
    /// <returns>How many were there.</returns>
    /// <exception cref="MalformedInputException">The archive cannot be read, or passes a bound.</exception>
    public static async Task<int> ExtractAsync(string archive, string name, IReadOnlySet<string> wanted, string folder, CancellationToken ct)
    {
        await using var file = File.OpenRead(archive);
        await using var tar = Open(file, name, out var process);
        using var ended = process;
        var found = 0;
        var total = 0L;
        try
        {
            await using var reader = new TarReader(tar, leaveOpen: true);
            for (var entries = 0; await reader.GetNextEntryAsync(copyData: false, ct) is { } entry; entries++)
            {
                if (entries > MaxEntries) throw new MalformedInputException("deps.archive-too-large", $"The archive has more than {MaxEntries} entries.");
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null || Match(entry.Name, wanted) is not { } path) continue;
                total += entry.Length;
                if (entry.Length > MaxFileBytes || total > MaxTotalBytes) throw new MalformedInputException("deps.archive-too-large", $"{path} in the archive has {entry.Length} bytes.");
                var to = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                await using var written = File.Create(to);
                await entry.DataStream.CopyToAsync(written, ct);
                found++;
            }

            return found;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or NotSupportedException or IOException)
        {
            throw new MalformedInputException("deps.archive-malformed", $"The archive cannot be read: {wrong.Message}", wrong);
        }
        finally
        {
            if (process is { HasExited: false }) process.Kill();
        }
    }

    static string? Match(string entry, IReadOnlySet<string> wanted)
    {
        var parts = entry.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (parts.Contains("..")) return null;
        var below = string.Join('/', parts.Skip(1));
        return wanted.Contains(below) ? below : wanted.Contains(string.Join('/', parts)) ? string.Join('/', parts) : null;
    }

    static Stream Open(FileStream file, string name, out Process? process)
    {
        process = null;
        if (name.EndsWith(".bz2", StringComparison.Ordinal) || name.EndsWith(".tbz2", StringComparison.Ordinal) || name.EndsWith(".tbz", StringComparison.Ordinal))
        {
            process = Process.Start(new ProcessStartInfo("bzip2", ["-dc", "--", file.Name]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return Decompression.Open(process.StandardOutput.BaseStream, CompressionKind.None, s_limits);
        }

        var kind = name.EndsWith("gz", StringComparison.Ordinal) ? CompressionKind.Gzip : name.EndsWith("xz", StringComparison.Ordinal) ? CompressionKind.Xz : name.EndsWith("zst", StringComparison.Ordinal) ? CompressionKind.Zstd
            : name.EndsWith(".tar", StringComparison.Ordinal) ? CompressionKind.None
            : throw new MalformedInputException("deps.archive-unknown", $"{name} is no tar archive that is read here.");
        return Decompression.Open(file, kind, s_limits);
    }
}
