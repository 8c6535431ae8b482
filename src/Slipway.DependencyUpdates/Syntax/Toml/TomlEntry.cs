using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Toml;

/// <summary>A string of a TOML file: a key's value, or one of a list.</summary>
/// <param name="Table">The table that it is in: <c>dependencies</c>, <c>project</c>; the same array table again has another number.</param>
/// <param name="TableNumber">Counts the table headers, from 0 for what is above the first.</param>
/// <param name="Key">Below the table, with dots for inline tables: <c>serde.version</c>.</param>
/// <param name="Start">Of what is between the quotes.</param>
/// <param name="Raw">Between the quotes, as written.</param>
/// <param name="InList">It is one of a list's.</param>
sealed record TomlEntry(string Table, int TableNumber, string Key, int Start, string Raw, bool InList)
{
    public Place In(SourceFile file) => file.Place(Start, Raw.Length);
}
