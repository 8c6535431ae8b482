namespace Slipway.DependencyUpdates.Files;

/// <summary>Other characters in a place.</summary>
public sealed record Edit(Place Place, string NewText)
{
    /// <summary>The whole file after all edits of it; everything that no edit names stays as it is.</summary>
    /// <exception cref="InvalidOperationException">Two edits overlap, or the file holds something else in a place.</exception>
    public static string Apply(string text, IEnumerable<Edit> edits)
    {
        var result = new System.Text.StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var edit in edits.Distinct().OrderBy(edit => edit.Place.Start))
        {
            var place = edit.Place;
            if (place.Start < at) throw new InvalidOperationException($"{place.File}: two edits meet at character {place.Start}.");
            if (place.End > text.Length || !text.AsSpan(place.Start, place.Text.Length).SequenceEqual(place.Text))
                throw new InvalidOperationException($"{place.File}: \"{place.Text}\" is not at character {place.Start} any more.");
            result.Append(text, at, place.Start - at).Append(edit.NewText);
            at = place.End;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
