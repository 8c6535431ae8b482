using System.Text.Json;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Json;

/// <summary>A value of a JSON file, with its place.</summary>
/// <param name="Text">Of a string; a number as written; else empty.</param>
/// <param name="Start">Characters before it; for a string, what is between the quotes.</param>
/// <param name="Length">In the file; for a string, what is between the quotes.</param>
sealed record JsonValue(JsonValueKind Kind, string Text, int Start, int Length)
{
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members { get; init; } = [];

    public IReadOnlyList<JsonValue> Items { get; init; } = [];

    /// <summary>The last one of that name.</summary>
    public JsonValue? this[string name] => Members.LastOrDefault(member => member.Key == name).Value;

    public string? String(string name) => this[name] is { Kind: JsonValueKind.String } value ? value.Text : null;

    /// <summary>Null where the file spells it with escapes.</summary>
    public Place? In(SourceFile file) => file.Text.AsSpan(Start, Length).SequenceEqual(Text) ? file.Place(Start, Length) : null;
}
