namespace Slipway.DevInstance.MergeRequests;

/// <summary>Labels: words for people to sort by.</summary>
static class LabelList
{
    const int Most = 50;
    const int Longest = 100;

    /// <summary>Why these can't be labels, or null.</summary>
    public static string? Why(IReadOnlyList<string>? labels) =>
        labels is null ? null
        : labels.Count > Most ? $"A merge request has at most {Most} labels."
        : labels.FirstOrDefault(label => label.Trim().Length is 0 or > Longest || label.Any(char.IsControl)) is { } bad
            ? $"'{bad}' is no label: 1 to {Longest} characters, on one line."
        : null;

    public static string Text(IEnumerable<string> labels) => string.Join('\n', labels.Select(label => label.Trim()).Distinct(StringComparer.Ordinal));
}
