using System.Text;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>The stanzas of a Packages or Sources index, line by line; of each only what a release needs.</summary>
static class DebianStanzas
{
    const int MaxPackages = 1_000_000, MaxLine = 1 << 20;

    public static async Task<List<RepositoryPackage>> ReadAsync(Stream index, CancellationToken ct)
    {
        var packages = new List<RepositoryPackage>();
        var (name, version, path, sha256) = ((string?)null, (string?)null, (string?)null, (string?)null);
        using var reader = new StreamReader(index, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 64 << 10, leaveOpen: true);
        var lines = new BoundedLines(reader, MaxLine);
        while (true)
        {
            var line = await lines.NextAsync(ct);
            if (string.IsNullOrEmpty(line))
            {
                if (name is not null && version is not null) packages.Add(new(name, version, path, sha256, null));
                if (packages.Count > MaxPackages) throw new MalformedInputException("deps.listing-too-long", $"The index has more than {MaxPackages} packages.");
                (name, version, path, sha256) = (null, null, null, null);
                if (line is null) return packages;
            }
            else if (Value(line, "Package:") is { } package)
            {
                name = package;
            }
            else
            {
                version ??= Value(line, "Version:");
                path ??= Value(line, "Filename:");
                sha256 ??= Value(line, "SHA256:");
            }
        }
    }

    static string? Value(string line, string field) => line.StartsWith(field, StringComparison.Ordinal) && line.AsSpan(field.Length).Trim() is { IsEmpty: false } value ? value.ToString() : null;
}
