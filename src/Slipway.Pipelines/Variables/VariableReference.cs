namespace Slipway.Pipelines.Variables;

/// <summary>A reference in a text.</summary>
/// <param name="Name">Null for <c>$$</c>.</param>
readonly record struct VariableReference(int Start, int Length, string? Name)
{
    /// <summary>The first reference at or after a position, or null. A dollar that begins none is text.</summary>
    public static VariableReference? Next(string text, int from)
    {
        for (var at = text.IndexOf('$', from); at >= 0 && at + 1 < text.Length; at = text.IndexOf('$', at + 1))
        {
            if (text[at + 1] == '$') return new(at, 2, null);
            var braced = text[at + 1] == '{';
            var start = braced ? at + 2 : at + 1;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
            if (end == start || (braced && (end == text.Length || text[end] != '}'))) continue;
            return new(at, (braced ? end + 1 : end) - at, text[start..end]);
        }

        return null;
    }
}
