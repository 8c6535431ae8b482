using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>
/// A dump: JSON files below a folder, or zip files of them (OSV's own <c>all.zip</c> of each ecosystem). A record is parsed only when its
/// bytes hold the name of a package that is asked for, since a dump has hundreds of thousands.
/// </summary>
sealed class OsvFiles(string path)
{
    const int MaxRecord = 16 << 20, MaxRecords = 2_000_000;

    int _records, _unreadable;

    public async Task<AdvisoryOutcome> FindAsync(IReadOnlyList<AdvisoryQuestion> questions, CancellationToken ct)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw SourceException.NotFound($"The folder or file of advisories {path}");
        var found = questions.Select(_ => new List<Advisory>()).ToList();
        var names = SearchValues.Create([.. questions.Select(question => Needle(question.Package)).Distinct()], StringComparison.OrdinalIgnoreCase);
        await foreach (var record in RecordsAsync(ct))
        {
            if (++_records > MaxRecords) throw new InvalidDataException($"there are more than {MaxRecords} records");
            if (!Encoding.UTF8.GetString(record).AsSpan().ContainsAny(names)) continue;
            Match(record, questions, found);
        }

        return new AdvisoryOutcome.Known([.. found.Select(IReadOnlyList<Advisory> (list) => [.. list.DistinctBy(advisory => advisory.Id).OrderBy(advisory => advisory.Id, StringComparer.Ordinal)])], _unreadable == 0 ? [] : [$"{_unreadable} records of {path} can't be read."]);
    }

    void Match(byte[] record, IReadOnlyList<AdvisoryQuestion> questions, List<List<Advisory>> found)
    {
        try
        {
            using var document = JsonFields.Parse(record);
            for (var i = 0; i < questions.Count; i++)
            {
                if (OsvRecord.Match(document.RootElement, questions[i]) is { } advisory) found[i].Add(advisory);
            }
        }
        catch (JsonException)
        {
            _unreadable++;
        }
    }

    async IAsyncEnumerable<byte[]> RecordsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && new FileInfo(file).Length <= MaxRecord) yield return await File.ReadAllBytesAsync(file, ct);
            if (!file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) continue;
            await using var archive = await ZipFile.OpenReadAsync(file, ct);
            foreach (var entry in archive.Entries)
            {
                if (entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && await EntryAsync(entry, ct) is { } record) yield return record;
            }
        }
    }

    /// <summary>Null: larger than its own word, or than a record is.</summary>
    static async Task<byte[]?> EntryAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        if (entry.Length > MaxRecord) return null;
        var bytes = new byte[entry.Length];
        await using var stream = await entry.OpenAsync(ct);
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>A part of the name that every spelling of it has.</summary>
    static string Needle(string package)
    {
        var name = package.TrimEnd('/');
        if (name.EndsWith(".git", StringComparison.Ordinal)) name = name[..^4];
        var part = name[(name.LastIndexOfAny(['/', ':', '@']) + 1)..].Split(['-', '_', '.']).MaxBy(piece => piece.Length);
        return string.IsNullOrEmpty(part) ? name : part;
    }
}
