using System.Globalization;
using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>One index that a Release file lists, with its path below the Release file's folder.</summary>
public sealed record IndexEntry(string Path, long Size, string Sha256);

/// <summary>
/// A suite's Release file, as apt-secure(8) and the repository format of the Debian wiki describe it. Only SHA-256 is listed:
/// every apt that checks signatures takes it, and the strongest one listed must be served by hash.
/// </summary>
public sealed record ReleaseFile
{
    public required string Origin { get; init; }

    public required string Label { get; init; }

    public required string Suite { get; init; }

    public required string Codename { get; init; }

    public string? Version { get; init; }

    /// <summary>Written in UTC, to the second. apt refuses a date in its future, and ignores one older than it has.</summary>
    public required DateTimeOffset Date { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public required IReadOnlyList<string> Architectures { get; init; }

    public required IReadOnlyList<string> Components { get; init; }

    public bool AcquireByHash { get; init; }

    /// <summary>Packages of architecture all are in every architecture's index; do not look for one of their own.</summary>
    public bool NoSupportForArchitectureAll { get; init; }

    public string? Description { get; init; }

    /// <summary>Fingerprints of the keys that may sign the next Release, upper-case hex.</summary>
    public IReadOnlyList<string>? SignedBy { get; init; }

    public required IReadOnlyList<IndexEntry> Indexes { get; init; }

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        void Field(string name, string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            if (value.Any(char.IsControl)) throw new InvalidOperationException($"{name} of a Release file must be one line.");
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        Field("Origin", Origin);
        Field("Label", Label);
        Field("Suite", Suite);
        Field("Version", Version);
        Field("Codename", Codename);
        Field("Date", Written(Date));
        Field("Valid-Until", ValidUntil is { } until ? Written(until) : null);
        Field("Acquire-By-Hash", AcquireByHash ? "yes" : null);
        Field("Architectures", string.Join(' ', Architectures));
        Field("Components", string.Join(' ', Components));
        Field("No-Support-for-Architecture-all", NoSupportForArchitectureAll ? "Packages" : null);
        Field("Signed-By", SignedBy is null ? null : string.Join(", ", SignedBy));
        Field("Description", Description);
        text.Append("SHA256:\n");
        foreach (var index in Indexes)
        {
            if (index.Path.Any(c => char.IsControl(c) || c == ' ')) throw new InvalidOperationException("An index's path has a blank in it.");
            text.Append(CultureInfo.InvariantCulture, $" {index.Sha256} {index.Size,16} {index.Path}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Written(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
