namespace Slipway.DependencyUpdates.Datasources;

/// <summary>A source that can't be asked or does not answer; becomes a <see cref="LookupOutcome.Failed"/>.</summary>
sealed class SourceException(string code, string reason, string remedy, Exception? inner = null) : Exception(reason, inner)
{
    public string Code { get; } = code;

    public string Remedy { get; } = remedy;

    public static SourceException NotFound(string what) => new("deps.source-not-found", $"{what} is not there.", "Check the name, the registry's address, and whether it needs a token.");

    public static SourceException BadQuery(string reason, string remedy) => new("deps.query-invalid", reason, remedy);
}
