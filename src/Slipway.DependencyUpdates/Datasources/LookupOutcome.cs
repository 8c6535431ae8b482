namespace Slipway.DependencyUpdates.Datasources;

/// <summary>What came of one <see cref="DatasourceQuery"/>. Closed: found, or failed with the reason.</summary>
public abstract record LookupOutcome
{
    LookupOutcome()
    {
    }

    /// <param name="Releases">In no particular order, without doubles. May be empty: then a note says why.</param>
    /// <param name="Notes">What the reader should know: tags that were left out, a limit that was reached.</param>
    public sealed record Found(IReadOnlyList<Release> Releases, IReadOnlyList<string> Notes) : LookupOutcome;

    /// <summary>Nothing is known about the package in this run; the other components go on.</summary>
    /// <param name="Code">Stable: <c>deps.source-timeout</c>, <c>deps.source-not-found</c> ... docs/errors.md.</param>
    /// <param name="Reason">What happened, with the host's name and without secrets.</param>
    /// <param name="Remedy">What the reader can do.</param>
    public sealed record Failed(string Code, string Reason, string Remedy) : LookupOutcome;
}
