using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Verification.Ledgers;

/// <summary>What was seen: a release of a source, or an archive.</summary>
/// <param name="Kind">The datasource, or <c>archive</c>.</param>
/// <param name="Source">The package with its registry; empty for an archive.</param>
/// <param name="Name">The version as upstream spells it, or the archive's address.</param>
readonly record struct LedgerKey(string Kind, string Source, string Name) : IComparable<LedgerKey>
{
    public static LedgerKey Of(DatasourceQuery query, Release release) =>
        new(query.Datasource, Clean(query.Registry is null ? query.Package : $"{query.Package} {query.Registry}"), Clean(release.Version));

    public static LedgerKey Of(Uri archive) => new("archive", "", Clean(Shown(archive)));

    /// <summary>Without a user's name, a password or a query, which may be a token.</summary>
    public static string Shown(Uri archive) => archive.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public int CompareTo(LedgerKey other)
    {
        var order = string.CompareOrdinal(Kind, other.Kind);
        if (order == 0) order = string.CompareOrdinal(Source, other.Source);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>Columns are divided by tabs; an address's password is not written.</summary>
    static string Clean(string text)
    {
        var clean = text.Any(char.IsControl) ? new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;
        return clean.Contains("://", StringComparison.Ordinal) ? Datasources.Git.GitAddress.WithoutUser(clean) : clean;
    }

    public static bool operator <(LedgerKey left, LedgerKey right) => left.CompareTo(right) < 0;

    public static bool operator >(LedgerKey left, LedgerKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(LedgerKey left, LedgerKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LedgerKey left, LedgerKey right) => left.CompareTo(right) >= 0;
}

/// <param name="At">UTC, to the second.</param>
/// <param name="Identity"><c>commit:…</c>, <c>sha256:…</c>; null: the source told none.</param>
sealed record LedgerEntry(DateTimeOffset At, string? Identity);
