using System.Text;
using System.Text.Json;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Json;

/// <summary>Text to values with their places; comments and trailing commas are read over. Bounded in depth and count.</summary>
ref struct JsonTree
{
    const int MaxValues = 2_000_000;

    readonly ReadOnlySpan<byte> _bytes;
    Utf8JsonReader _reader;
    int _values;
    int _byteAt;
    int _charAt;

    JsonTree(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _reader = new(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
    }

    /// <exception cref="UnreadableException">It is not JSON, or passes a bound.</exception>
    public static JsonValue Read(SourceFile file)
    {
        var mark = file.Text.StartsWith('\uFEFF') ? 1 : 0;
        var tree = new JsonTree(Encoding.UTF8.GetBytes(file.Text[mark..])) { _charAt = mark };
        try
        {
            tree._reader.Read();
            var value = tree.Value();
            if (tree._reader.Read()) throw new JsonException();
            return value;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new UnreadableException(tree.Chars((int)tree._reader.TokenStartIndex), "The file is not valid JSON near here.", "Look for a missing comma, quote or bracket.");
        }
    }

    JsonValue Value()
    {
        if (++_values > MaxValues) throw new UnreadableException(-1, $"The file has more than {MaxValues} values.", "Exclude it in slipway-deps.yml.");
        var at = (int)_reader.TokenStartIndex;
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                {
                    var start = Chars(at);
                    var members = new List<KeyValuePair<string, JsonValue>>();
                    while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
                    {
                        var name = _reader.GetString()!;
                        _reader.Read();
                        members.Add(new(name, Value()));
                    }

                    return new(JsonValueKind.Object, "", start, Chars((int)_reader.BytesConsumed) - start) { Members = members };
                }

            case JsonTokenType.StartArray:
                {
                    var start = Chars(at);
                    var items = new List<JsonValue>();
                    while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) items.Add(Value());
                    return new(JsonValueKind.Array, "", start, Chars((int)_reader.BytesConsumed) - start) { Items = items };
                }

            case JsonTokenType.String:
                {
                    var start = Chars(at + 1);
                    return new(JsonValueKind.String, _reader.GetString()!, start, Chars((int)_reader.BytesConsumed - 1) - start);
                }

            default:
                {
                    var start = Chars(at);
                    var end = Chars((int)_reader.BytesConsumed);
                    var kind = _reader.TokenType switch { JsonTokenType.Number => JsonValueKind.Number, JsonTokenType.True => JsonValueKind.True, JsonTokenType.False => JsonValueKind.False, _ => JsonValueKind.Null };
                    return new(kind, kind == JsonValueKind.Number ? Encoding.UTF8.GetString(_reader.ValueSpan) : "", start, end - start);
                }
        }
    }

    /// <summary>Places are asked for in rising order, so each byte is counted once.</summary>
    int Chars(int bytes)
    {
        if (bytes < _byteAt) return _charAt;
        _charAt += Encoding.UTF8.GetCharCount(_bytes[_byteAt..bytes]);
        _byteAt = bytes;
        return _charAt;
    }
}
